/** How the phone reaches the server: over its socket, or by plain requests where none has come about for a while. */

/**
 * @typedef {import("#/shared/live.js").Answer} Answer
 * @typedef {Pick<import("#/shared/live.js").Live, "connection" | "ask">} Socket
 *
 * @typedef {object} Ways
 * @property {Socket} live
 * @property {string} address what plain requests go under, without a slash at the end
 * @property {() => string | null | undefined} environment goes along with what is posted; a socket said it already
 * @property {typeof fetch} [request]
 * @property {() => number} [now] in milliseconds
 */

const WITHOUT_SOCKET_AFTER = 8000;

export class Transport {
  #live;
  #address;
  #environment;
  #fetch;
  #now;
  #awaySince;
  #posting = false;

  /** @param {Ways} ways */
  constructor({ live, address, environment, request = (...how) => fetch(...how), now = Date.now }) {
    this.#live = live;
    this.#address = address;
    this.#environment = environment;
    this.#fetch = request;
    this.#now = now;
    this.#awaySince = now();
  }

  get online() {
    return this.#live.connection === "online";
  }

  /** Whether plain requests carry us, since no socket does. */
  get posting() {
    return this.#posting;
  }

  /** Whether what is asked may be answered. */
  ready() {
    return this.online || this.#posting;
  }

  /** @param {import("#/phone/outbox.js").Line} line */
  send({ key, question, text, probe, extras }) {
    const oneliner = { key, question, text, ...extras, ...(probe ? { probe } : {}) };
    if (this.online) return this.#live.ask("submit", oneliner);
    const environment = this.#environment();
    return this.#post("oneliners", { ...oneliner, ...(environment && { environment }) });
  }

  /** @param {string} key */
  withdraw(key) {
    return this.ask("withdraw", { key });
  }

  /**
   * @param {"mine" | "withdraw"} what
   * @param {Record<string, unknown>} fields
   * @returns {Promise<Answer>}
   */
  ask(what, fields) {
    return this.online ? this.#live.ask(what, fields) : this.#post(what, fields);
  }

  /** The socket carries us again. */
  connected() {
    this.#posting = false;
  }

  /**
   * Whether it is time to look without a socket.
   *
   * @param {{wanted: boolean, seen: boolean}} how whether this phone takes part, and its page is in view
   */
  isAway({ wanted, seen }) {
    if (this.online || !wanted) this.#awaySince = this.#now();
    return seen && this.#now() - this.#awaySince >= WITHOUT_SOCKET_AFTER;
  }

  /**
   * Fetches the state. From then on plain requests carry us, as long as it can be had.
   *
   * @returns {Promise<{news: any, begins: boolean}>} the answer (null: none), and whether requests begin to carry us
   */
  async look() {
    const news = await this.#request(`${this.#address}/state`);
    const was = this.#posting;
    this.#posting = !this.online && Boolean(news && !news.error);
    return { news, begins: this.#posting && !was };
  }

  /**
   * @param {string} where
   * @param {Record<string, unknown>} fields
   * @returns {Promise<Answer>}
   */
  async #post(where, fields) {
    const headers = { "Content-Type": "application/json" };
    const how = { method: "POST", headers, body: JSON.stringify(fields) };
    const answer = await this.#request(`${this.#address}/${where}`, how);
    return typeof answer?.ok === "boolean" ? answer : { ok: false, error: { code: "no_answer" } };
  }

  /**
   * @param {string} where
   * @param {RequestInit} [how]
   * @returns {Promise<any>} null where no answer came, or one that isn't ours
   */
  async #request(where, how = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), WITHOUT_SOCKET_AFTER);
    try {
      const headers = { Accept: "application/json", ...how.headers };
      return await (await this.#fetch(where, { ...how, headers, signal: stop.signal })).json();
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}
