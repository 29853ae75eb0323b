/**
 * The live connection of a page: one namespace, always coming back, every question answered.
 *
 * A thin layer over socket.io-client that adds what both the phone and the board need: an answer or none within a known
 * time, a connection state in one word, and coming back where socket.io by itself would stop trying.
 */
import { io } from "socket.io-client";

/**
 * @typedef {{code: string, message?: string, retry_after?: number, of?: number}} Fault
 * @typedef {{ok: true, [field: string]: any}} Yes
 * @typedef {{ok: false, error: Fault}} No
 * @typedef {Yes | No} Answer
 * @typedef {"connecting" | "online" | "away" | "refused"} Connection
 * @typedef {{auth?: () => Record<string, unknown>, timeout?: number, start?: boolean}} Options
 * @typedef {{timeout?: number, tries?: number}} Patience
 */

/** The code of the answer that we give ourselves when the server gave none. */
export const NO_ANSWER = "no_answer";

const ANSWER_WITHIN = 8000;
const CONNECT_WITHIN = 5000;
const COMES_BACK_AFTER = 3000;
const ALIVE_WITHIN = 4000;

/**
 * Connects to a namespace ("/phone", "/board"). `auth` is asked again at every connect, so that it may say what the page
 * has by then. With `start: false` nothing happens until `restart()`.
 *
 * @param {string} namespace
 * @param {Options} [options]
 * @returns {Live}
 */
export function connect(namespace, { auth, timeout = CONNECT_WITHIN, start = true } = {}) {
  return new Live(io(namespace, {
    auth: (tell) => tell(auth ? auth() : {}),
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    timeout,
    autoConnect: start,
  }));
}

export class Live {
  /** @type {Connection} */
  connection = "connecting";

  /** Why the server refused us, while `connection` is "refused". @type {string | null} */
  refusal = null;

  #socket;
  /** @type {Set<(connection: Connection) => void>} */
  #watchers = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #comingBack;

  /** @param {import("socket.io-client").Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on("connect", () => this.#become("online"));
    socket.on("disconnect", () => this.#lost());
    socket.on("connect_error", (error) => this.#failed(error));
  }

  /**
   * Hears what the server pushes.
   *
   * @param {string} event
   * @param {(data: any) => void} heard
   */
  on(event, heard) {
    this.#socket.on(event, heard);
  }

  /**
   * Hears every change of the connection, and the present one at once.
   *
   * @param {(connection: Connection) => void} watcher
   */
  watch(watcher) {
    this.#watchers.add(watcher);
    watcher(this.connection);
  }

  /**
   * Asks the server and gives its answer; after `tries` without one, `{ok: false, error: {code: "no_answer"}}`. More
   * than one try is for what carries a key: the server acts once on it. Where the server will not have us any more, no
   * further try is made, and the code is that of its refusal.
   *
   * @param {string} event
   * @param {unknown} data
   * @param {Patience} [patience] `timeout` in milliseconds a try
   * @returns {Promise<Answer>}
   */
  async ask(event, data, { timeout = ANSWER_WITHIN, tries = 1 } = {}) {
    for (let left = tries; left > 0; left--) {
      if (left < tries || !this.#socket.connected) await this.#connected(timeout, tries);
      const answer = await this.#once(event, data, timeout);
      if (answer) return answer;
      if (tries > 1 && this.connection === "refused") return { ok: false, error: { code: this.refusal ?? NO_ANSWER } };
    }
    return { ok: false, error: { code: NO_ANSWER } };
  }

  /**
   * After sleep a socket may look alive and be dead: asks something harmless, and starts afresh without an answer.
   *
   * @param {string} event
   * @param {unknown} data
   * @returns {Promise<Answer | null>}
   */
  async check(event, data) {
    const answer = await this.#once(event, data, ALIVE_WITHIN);
    if (!answer && this.connection !== "refused") this.restart();
    return answer;
  }

  /** Drops the connection, if any, and makes a new one now instead of at the next try. */
  restart() {
    this.#socket.disconnect();
    clearTimeout(this.#comingBack);
    this.#socket.connect();
  }

  /** Ends it for good. */
  close() {
    this.#watchers.clear();
    this.#socket.disconnect();
    clearTimeout(this.#comingBack);
  }

  /**
   * @param {string} event
   * @param {unknown} data
   * @param {number} timeout
   * @returns {Promise<Answer | null>}
   */
  async #once(event, data, timeout) {
    if (!this.#socket.connected) return null;
    try {
      return await this.#socket.timeout(timeout).emitWithAck(event, data);
    } catch {
      return null;
    }
  }

  /**
   * Waits until we are connected or that failed, but no longer than `timeout`; not at all for who has one try.
   *
   * @param {number} timeout
   * @param {number} tries
   * @returns {Promise<void>}
   */
  #connected(timeout, tries) {
    if (tries === 1 || this.#socket.connected) return Promise.resolve();
    const socket = this.#socket;
    return new Promise((resolve) => {
      const timer = setTimeout(done, timeout);
      socket.once("connect", done);
      socket.once("connect_error", done);
      function done() {
        clearTimeout(timer);
        socket.off("connect", done);
        socket.off("connect_error", done);
        resolve();
      }
    });
  }

  /** @param {Connection} connection */
  #become(connection) {
    if (connection === "online") this.refusal = null;
    this.connection = connection;
    for (const watcher of this.#watchers) watcher(connection);
  }

  #lost() {
    this.#become("away");
    if (!this.#socket.active) this.#comeBack();
  }

  /** @param {Error & {data?: {code?: string}}} error */
  #failed(error) {
    if (this.#socket.active) return this.#become("away");
    this.refusal = error.data?.code ?? error.message;
    if (this.refusal !== "try_later") return this.#become("refused");
    this.#become("away");
    this.#comeBack();
  }

  /** The server ended it and socket.io leaves it at that: come back, though not all phones in the same moment. */
  #comeBack() {
    clearTimeout(this.#comingBack);
    this.#comingBack = setTimeout(() => this.#socket.connect(), COMES_BACK_AFTER * (0.5 + Math.random()));
  }
}
