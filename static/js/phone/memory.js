/** What the phone keeps of one consultation, and what it lets go of. Nothing here knows the page. */
import { newKey } from "#/shared/new-key.js";

/**
 * @typedef {import("#/phone/outbox.js").Line} Line
 *
 * @typedef {{id: string, number: number, of: number, title: string, text: string}} Question
 * @typedef {object} State
 * @property {{title: string, language: string, track: "process" | "goal", round: number, dry_run?: boolean}} consultation
 * @property {"lobby" | "open" | "paused" | "closed"} phase
 * @property {Question | null} question the one in front of us
 * @property {Question[]} [questions] all that are open, where everybody goes at their own pace
 * @property {string | null} ends_at
 * @property {number | null} [remaining]
 * @property {string} now
 * @property {{key: string}[]} environments
 *
 * @typedef {{id: string, oneliner: string | null, text: string, question?: string, order?: number, away?: boolean}} Probe
 * @typedef {{joined?: boolean, asked?: boolean, environment?: string | null, seat?: string}} Me
 * @typedef {{joined?: boolean, environment?: string, at?: string}} Chosen what was chosen in the page's plain forms
 */

/** What a phone still knows after a dry run was wiped. */
const KEPT = ["me", "at"];

export class Memory {
  #shelf;
  #outbox;
  /** What was typed last of a draft on this page itself. @type {Map<string, string>} */
  #drafted = new Map();

  /**
   * @param {import("#/phone/shelf.js").Shelf} shelf
   * @param {import("#/phone/outbox.js").Outbox} outbox
   */
  constructor(shelf, outbox) {
    this.#shelf = shelf;
    this.#outbox = outbox;
  }

  /** @returns {Me} */
  get me() {
    return this.#shelf.read("me") ?? {};
  }

  /** What this phone calls itself in this consultation, so that it counts once however many tabs it has. */
  get seat() {
    if (!this.me.seat) this.remember({ seat: newKey() });
    return this.me.seat;
  }

  /** @param {Me} more */
  remember(more) {
    this.#shelf.write("me", { ...this.me, ...more });
  }

  /**
   * Chooses from which angle one speaks: one of the environments, or none.
   *
   * @param {string | null | undefined} value
   * @param {State} state
   */
  choose(value, { environments }) {
    const known = environments.some(({ key }) => key === value);
    this.remember({ asked: true, environment: known ? value : null });
  }

  /** Who came through the plain forms has chosen already. @param {Chosen} chosen @param {State} state */
  begin({ joined, environment, at }, state) {
    if (environment) this.choose(environment, state);
    if (joined) this.remember({ joined: true });
    if (at) this.turnTo(at);
  }

  /** To another question, or with "" to the list of them. @param {string} id */
  turnTo(id) {
    this.#shelf.write("at", id);
  }

  /**
   * Gives a state with the question in front of us: where all are open, the one that was chosen.
   *
   * @param {State} news
   * @returns {State}
   */
  face(news) {
    const chosen = news.questions?.find(({ id }) => id === this.#shelf.read("at"));
    const state = news.questions ? { ...news, question: chosen ?? null } : news;
    if (!state.question) return state;
    const { id, number, title } = state.question;
    this.#shelf.write(`question:${id}`, { number, title });
    this.#shelf.write("last", id);
    return state;
  }

  /** The question that was last in front of us. @returns {{id: string, number: number} | null} */
  get last() {
    const id = this.#shelf.read("last");
    return id ? { id, ...this.#shelf.read(`question:${id}`) } : null;
  }

  /** The number of a question that was once in front of us. @param {string} id @returns {number | undefined} */
  numberOf(id) {
    return this.#shelf.read(`question:${id}`)?.number;
  }

  /** What was tried in a dry run is not sent again in earnest, once that was wiped. @param {State} news */
  rehearse({ consultation, phase }) {
    const dry = Boolean(consultation.dry_run);
    if (this.#shelf.read("rehearsal") && !dry && phase !== "closed") {
      for (const { key } of this.lines()) this.#outbox.forget(key);
      for (const name of this.#shelf.names("")) if (!KEPT.includes(name)) this.#shelf.remove(name);
    }
    if (dry) this.#shelf.write("rehearsal", true);
  }

  /** Of what arrived, only the ids stay: a map that is published later can mark one's own by them. */
  close() {
    const said = this.lines().filter(({ id, status }) => id && status !== "withdrawn").map(({ id }) => id);
    if (said.length) this.#shelf.write("said", [...new Set([...this.#shelf.read("said") ?? [], ...said])].sort());
    this.#outbox.unlink();
    this.remember({ seat: undefined });
    for (const name of this.#shelf.names("probe:")) this.#shelf.remove(name);
  }

  /** Whether it is still known which lines of the map are one's own. */
  get knowsSaid() {
    return Boolean(this.#shelf.read("said"));
  }

  forgetSaid() {
    this.#shelf.remove("said");
  }

  /**
   * One's own lines to a question, or all.
   *
   * @param {string} [question]
   * @returns {Line[]}
   */
  lines(question) {
    return this.#outbox.lines(question);
  }

  /** @param {string} id the server's @returns {Line | undefined} */
  line(id) {
    return this.lines().find((line) => line.id && line.id === id);
  }

  /** @param {string} name a question's or a probe's id @returns {string | undefined} */
  draft(name) {
    return this.#shelf.read(`draft:${name}`);
  }

  /**
   * Keeps it; what another page of this browser wrote since is not let go of.
   *
   * @param {string} name a question's or a probe's id
   * @param {string} text
   */
  keepDraft(name, text) {
    const there = this.draft(name) ?? "";
    if (text === there) return;
    if (text) this.#shelf.write(`draft:${name}`, text);
    else if (there === (this.#drafted.get(name) ?? there)) this.#shelf.remove(`draft:${name}`);
    this.#drafted.set(name, text);
  }

  /** Whether a draft was typed here, and last. @type {(name: string, text: string) => boolean} */
  isTyped(name, text) {
    return text !== "" && this.#drafted.get(name) === text;
  }

  /** Of which questions and probes there are drafts. @returns {string[]} */
  drafts() {
    return this.#shelf.names("draft:").map((name) => name.slice("draft:".length));
  }

  /**
   * Takes a probe in, once.
   *
   * @param {Probe} probe
   * @param {{question: string | undefined, now?: number}} when the question in front of us
   * @returns {Probe | null} null where it was known
   */
  heardProbe({ id, oneliner, text }, { question, now = Date.now() }) {
    if (this.#shelf.read(`probe:${id}`)) return null;
    const own = this.line(oneliner ?? "");
    const probe = { id, oneliner: own ? oneliner : null, text, question: own?.question ?? question, order: now };
    this.#shelf.write(`probe:${id}`, probe);
    return probe;
  }

  /** The newest probe of a question that was not put away. @param {string | undefined} at @returns {Probe | undefined} */
  openProbe(at) {
    const probes = this.#shelf.names("probe:").map((name) => /** @type {Probe} */ (this.#shelf.read(name)));
    const open = probes.filter(({ away, question }) => !away && (question ?? at) === at);
    return open.sort((one, other) => (other.order ?? 0) - (one.order ?? 0))[0];
  }

  /** @param {Probe} probe */
  putAway(probe) {
    this.#shelf.write(`probe:${probe.id}`, { ...probe, away: true });
  }
}
