/** The lines of an interview, each under what it answers: those the server has, and those that are here only. No page. */

/**
 * @typedef {import("#/phone/outbox.js").Line} Sent
 * @typedef {{parent?: string, asked?: string, kind?: string}} More what goes along with a text
 * @typedef {{id: string, question: string, text: string, depth: number, asked: string | null, parent: string | null}} Told
 *
 * @typedef {object} Row a line as it is shown
 * @property {string} ref its id, or its key until it has one
 * @property {string} question
 * @property {string} text
 * @property {string | null} parent
 * @property {string | null} asked
 * @property {Sent | null} sent what this device knows of it
 */

export class Lines {
  #told;
  #outbox;

  /**
   * @param {Told[]} told what the server has
   * @param {import("#/phone/outbox.js").Outbox} outbox
   */
  constructor(told, outbox) {
    this.#told = new Map(told.map((line) => [line.id, line]));
    this.#outbox = outbox;
  }

  /** How many lines are here only. */
  get waiting() {
    return this.#outbox.lines().filter(({ status }) => status === "waiting").length;
  }

  /** What this device knows of a line. @param {string} ref */
  sent(ref) {
    return this.#outbox.lines().find(({ id, key }) => id === ref || key === ref);
  }

  /** By its id where it has one. @param {string | null} named @returns {string | null} */
  ref(named) {
    return this.#outbox.lines().find(({ key }) => key === named)?.id ?? named;
  }

  /** Lets go of what was sent from here and struck somewhere else. */
  forgetStruck() {
    for (const { key, id, status } of this.#outbox.lines()) {
      if (status === "received" && id && !this.#told.has(id)) this.#outbox.forget(key);
    }
  }

  /** Takes in a line that the server has now. @param {Sent} line @returns {boolean} whether that is new */
  arrive(line) {
    const { id, question, text, status } = line;
    if (status !== "received" || !id || this.#told.has(id)) return false;
    const { parent, asked } = this.#fresh(line);
    this.#told.set(id, { id, question, text, depth: 0, asked, parent });
    return true;
  }

  /** Lets go of a line that was taken back. @param {Sent} line @returns {boolean} whether it was */
  strike({ id, key, status }) {
    if (status !== "withdrawn") return false;
    this.delete(id ?? "");
    this.#outbox.forget(key);
    return true;
  }

  /** @param {string} id */
  delete(id) {
    this.#told.delete(id);
  }

  /**
   * The lines of a question, each under what it answers.
   *
   * @param {string} question
   * @returns {(Row & {depth: number})[]}
   */
  rows(question) {
    const mine = this.#all().filter((row) => row.question === question);
    const refs = new Set(mine.map((row) => row.ref));
    /** @type {(Row & {depth: number})[]} */
    const told = [];
    hang(null, 0);
    return told;

    /** @param {string | null} parent @param {number} depth */
    function hang(parent, depth) {
      for (const row of mine) {
        const under = row.parent && refs.has(row.parent) ? row.parent : null;
        if (under !== parent) continue;
        told.push({ ...row, depth });
        hang(row.ref, depth + 1);
      }
    }
  }

  /** All lines; what this device knows in the order in which it was said. @returns {Row[]} */
  #all() {
    const outbox = this.#outbox.lines();
    const sent = new Map(outbox.filter(({ id }) => id).map((line) => [line.id, line]));
    const waiting = outbox.filter(({ id, status }) => !id && status !== "withdrawn");
    const known = [...this.#told.values()].sort((one, other) =>
      (sent.get(one.id)?.order ?? 0) - (sent.get(other.id)?.order ?? 0)
    );
    const told = known.map((it) => ({ ...it, ref: it.id, sent: sent.get(it.id) ?? null }));
    return [...told, ...waiting.map((line) => this.#fresh(line))];
  }

  /** @param {Sent} line @returns {Row} */
  #fresh(line) {
    const { parent = null, asked = null } = /** @type {More} */ (line.extras ?? {});
    const { key, question, text } = line;
    return { ref: key, question, text, parent: this.ref(parent), asked, sent: line };
  }
}
