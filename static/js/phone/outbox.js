/**
 * The phone's outgoing mail: what was typed is kept before it is sent, and sent until it is answered.
 *
 * A line's way: waiting → received | refused; received → masked | hidden | withdrawn, and back. The server acts once on a
 * key, so sending again is always safe. One line is under way at a time, so that a phone's own pace is the server's pace.
 * Nothing here knows the page: storage, clock, transport and chance are handed in.
 */
import { pauseBetween, waitAfter } from "#/phone/pace.js";
import { newKey } from "#/shared/new-key.js";

/**
 * @typedef {import("#/shared/live.js").Answer} Answer
 * @typedef {"waiting" | "received" | "masked" | "hidden" | "withdrawn" | "refused"} Status
 * @typedef {object} Line
 * @property {string} key
 * @property {string} question
 * @property {string} text
 * @property {string} [probe] the probe that it answers
 * @property {object} [extras] what was chosen beside the text
 * @property {string} [id] the server's, once received
 * @property {Status} status
 * @property {string} [reason] why hidden, or the code of a refusal
 * @property {string} [message] a refusal in the server's words
 * @property {number} order
 * @property {boolean} [tried] it may have arrived
 * @property {boolean} [withdrawing] to be taken back as soon as it can be
 * @property {boolean} [kept] it may not be taken back any more
 *
 * @typedef {{text: string, question: string, probe?: string, extras?: object}} Wish
 *
 * @typedef {object} Transport
 * @property {() => boolean} ready
 * @property {(line: Line) => Promise<Answer>} send
 * @property {(key: string) => Promise<Answer>} withdraw
 *
 * @typedef {object} Clock
 * @property {() => number} now
 * @property {(milliseconds: number, then: () => void) => () => void} after gives what cancels it
 *
 * @typedef {object} Surroundings
 * @property {import("#/phone/shelf.js").Shelf} shelf
 * @property {Transport} transport
 * @property {import("#/phone/tabs.js").Turns} [turns]
 * @property {Clock} [clock]
 * @property {() => number} [chance] 0 to 1
 * @property {() => string} [newKey]
 */

export const LINE = "line:";
/** As many keys as the server takes in one `mine`. */
const KEYS_AT_ONCE = 200;

/** @type {import("#/phone/tabs.js").Turns} */
const ALONE = { alone: true, run: (errand) => errand() };

/** @type {Clock} */
const REAL_CLOCK = {
  now: () => Date.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};

export class Outbox {
  /** @type {Map<string, Line>} */
  #lines = new Map();
  /** @type {Set<(line: Line, elsewhere: boolean) => void>} */
  #watchers = new Set();
  #failures = 0;
  #underWay = false;
  #pausing = false;
  /** @type {(() => void) | null} */
  #stopWaiting = null;
  #shelf;
  #transport;
  #turns;
  #clock;
  #chance;
  #newKey;

  /** @param {Surroundings} surroundings */
  constructor({ shelf, transport, turns = ALONE, clock = REAL_CLOCK, chance = Math.random, newKey: fresh = newKey }) {
    this.#shelf = shelf;
    this.#transport = transport;
    this.#turns = turns;
    this.#clock = clock;
    this.#chance = chance;
    this.#newKey = fresh;
    for (const name of shelf.names(LINE)) this.#lines.set(name.slice(LINE.length), shelf.read(name));
  }

  /**
   * Hears every change of a line; `elsewhere`: what another page of this browser did with it.
   *
   * @param {(line: Line, elsewhere: boolean) => void} watcher
   */
  watch(watcher) {
    this.#watchers.add(watcher);
  }

  /**
   * Takes a text in: kept first, then sent as soon as it can be.
   *
   * @param {Wish} wish
   * @returns {Line}
   */
  put({ question, text, probe, extras }) {
    const order = Math.max(this.#clock.now(), ...this.lines().map((line) => line.order + 1));
    /** @type {Line} */
    const line = { key: this.#newKey(), question, text, status: "waiting", order, extras, ...(probe ? { probe } : {}) };
    this.#keep(line, {});
    this.#go();
    return line;
  }

  /**
   * Gives the lines of one question, or all, in the order they were written.
   *
   * @param {string} [question]
   * @returns {Line[]}
   */
  lines(question) {
    const wanted = [...this.#lines.values()].filter((line) => !question || line.question === question);
    return wanted.sort((one, other) => one.order - other.order);
  }

  /**
   * Asks for a line back. One that was never sent is simply not sent, in its turn where another page could be sending.
   *
   * @param {string} key
   */
  withdraw(key) {
    const line = this.#lines.get(key);
    if (!line || line.status === "withdrawn") return;
    if (line.status === "refused" || (isUnsent(line) && this.#turns.alone)) {
      return this.#keep(line, { status: "withdrawn" });
    }
    this.#keep(line, { withdrawing: true });
    this.#go();
  }

  /**
   * Lets go of a line, for instance to write it anew.
   *
   * @param {string} key
   */
  forget(key) {
    this.#lines.delete(key);
    this.#shelf.remove(LINE + key);
  }

  /**
   * What this phone asks the server about after coming back: what may have arrived, the latest first.
   *
   * @returns {string[]}
   */
  keys() {
    const arrived = this.lines().filter((line) => line.tried && !["refused", "withdrawn"].includes(line.status));
    return arrived.map((line) => line.key).reverse().slice(0, KEYS_AT_ONCE);
  }

  /**
   * Takes over what the server knows of the `asked` keys. A line that it was said to have and hasn't goes once more.
   *
   * @param {string[]} asked
   * @param {{key: string, id?: string, status: Status, reason?: string}[]} known
   */
  settle(asked, known) {
    const missing = new Set(asked);
    for (const { key, id, status, reason } of known) {
      missing.delete(key);
      this.fate({ key, id, status, reason });
    }
    for (const key of missing) {
      const line = this.#lines.get(key);
      if (line && line.status !== "waiting") this.#keep(line, { status: line.withdrawing ? "withdrawn" : "waiting" });
    }
  }

  /**
   * The server says what became of a line.
   *
   * @param {{key: string, id?: string, status: Status, reason?: string}} fate
   */
  fate({ key, id, status, reason }) {
    const line = this.#lines.get(key);
    if (!line || (line.status === status && line.reason === reason && line.id === (id ?? line.id))) return;
    this.#keep(line, { status, reason, tried: true, ...(id ? { id } : {}) });
  }

  /**
   * Takes a line over as another page of this browser keeps it.
   *
   * @param {string} key
   * @param {Line | undefined} kept
   */
  renew(key, kept) {
    const line = this.#lines.get(key) ?? kept;
    if (!line) return;
    if (kept) this.#lines.set(key, Object.assign(line, kept));
    else this.#lines.delete(key);
    for (const watcher of this.#watchers) watcher(line, true);
    this.#go();
  }

  /** There may be a way again (connected, woken, back in view): try at once. */
  nudge() {
    this.#failures = 0;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#go();
  }

  /**
   * The consultation is over: what links this phone to what arrived is thrown away. What was not sent stays, to be
   * read and copied.
   */
  unlink() {
    this.#stopWaiting?.();
    for (const line of this.lines()) {
      if (line.status === "refused") continue;
      if (line.status === "waiting") this.#keep(line, { status: "refused", reason: line.tried ? "unsure" : "closed" });
      else this.forget(line.key);
    }
  }

  async #go() {
    if (!this.#next() || this.#underWay || this.#stopWaiting) return;
    this.#underWay = true;
    const wait = await this.#turns.run(() => this.#errand());
    this.#underWay = false;
    if (wait) return this.#rest(wait);
    this.#failures = 0;
    if (this.#waits()) this.#pause();
    this.#go();
  }

  /** The next thing to do, if another page has not done it. @returns {Promise<number> | number} as of `#carry` */
  #errand() {
    const line = this.#next();
    return line ? this.#carry(line) : 0;
  }

  /** What waited together must not arrive together: it would be seen to be of one phone. */
  #pause() {
    this.#pausing = true;
    this.#clock.after(pauseBetween(this.#chance()), () => {
      this.#pausing = false;
      this.#go();
    });
  }

  #waits() {
    return this.lines().some((line) => line.status === "waiting");
  }

  /** @returns {Line | undefined} */
  #next() {
    const ready = this.#transport.ready();
    const isNext = (/** @type {Line} */ line) => line.withdrawing || (line.status === "waiting" && !this.#pausing);
    return this.lines().find((line) => ready ? isNext(line) : line.withdrawing && isUnsent(line));
  }

  /**
   * Takes a line, or the wish to have it back, to the server once.
   *
   * @param {Line} line
   * @returns {Promise<number>} how long to wait before the next errand
   */
  async #carry(line) {
    const back = line.withdrawing;
    if (back && isUnsent(line)) {
      this.#keep(line, { status: "withdrawn", withdrawing: false });
      return 0;
    }
    if (!back) this.#keep(line, { tried: true });
    const answer = await (back ? this.#transport.withdraw(line.key) : this.#transport.send(line));
    const wait = waitAfter(answer, { failures: this.#failures, chance: this.#chance() });
    if (wait) this.#failures += 1;
    if (!this.#lines.has(line.key)) return wait;
    if (wait) this.#postpone(line, answer);
    else if (back) this.#keep(line, withdrawn(answer));
    else if (line.status === "waiting") this.#keep(line, sent(answer));
    return wait;
  }

  /**
   * A line that the server stumbles over must not hold up the others.
   *
   * @param {Line} line
   * @param {Answer} answer
   */
  #postpone(line, answer) {
    if (answer.ok || answer.error.code !== "internal") return;
    this.#keep(line, { order: Math.max(...this.lines().map((other) => other.order)) + 1 });
  }

  /** @param {number} wait */
  #rest(wait) {
    this.#stopWaiting = this.#clock.after(wait, () => {
      this.#stopWaiting = null;
      this.#go();
    });
  }

  /**
   * @param {Line} line
   * @param {Partial<Line>} change
   */
  #keep(line, change) {
    Object.assign(line, change);
    this.#lines.set(line.key, line);
    this.#shelf.write(LINE + line.key, line);
    for (const watcher of this.#watchers) watcher(line, false);
  }
}

/** Whether no page of this browser ever sent it. @param {Line} line */
function isUnsent({ status, tried }) {
  return status === "waiting" && !tried;
}

/**
 * @param {Answer} answer
 * @returns {Partial<Line>}
 */
function sent(answer) {
  if (answer.ok) return { status: "received", id: answer.id };
  const { code, message } = answer.error;
  return { status: "refused", reason: code, message };
}

/**
 * The server knows nothing of it: then it is not there either.
 *
 * @param {Answer} answer
 * @returns {Partial<Line>}
 */
function withdrawn(answer) {
  if (answer.ok || answer.error.code === "not_yours") return { status: "withdrawn", withdrawing: false };
  return { withdrawing: false, kept: true };
}
