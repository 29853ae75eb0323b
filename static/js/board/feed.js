// Follows a track: one connection, the board kept up to date by events, every gap closed by asking.

import { connect, NO_ANSWER } from "#/shared/live.js";
import { apply, fromSnapshot } from "#/shared/board-state.js";

/**
 * @typedef {import("#/shared/board-state.js").Board} Board
 * @typedef {import("#/shared/board-state.js").Event} Event
 * @typedef {import("#/shared/board-state.js").Snapshot} Snapshot
 * @typedef {import("#/shared/board-state.js").Presence} Presence
 * @typedef {{
 *   board: (board: Board, events: Event[]) => void,
 *   presence: (presence: Presence) => void,
 *   connection: (connection: import("#/shared/live.js").Connection) => void,
 *   contact?: () => void, holding?: (holding: any) => void,
 * }} Listener `board` hears the new board and what led to it; no events = it was read anew.
 */

const HEARTBEAT = 5000;
const HEARTBEAT_ANSWER = 4000;

export class Feed {
  /** @type {Board | null} */
  board = null;
  #live;
  #listener;
  #asking = false;

  /**
   * @param {Record<string, unknown>} who what tells the server who we are
   * @param {Snapshot | null} snapshot where we start from, if we know
   * @param {Listener} listener
   */
  constructor(who, snapshot, listener) {
    this.#listener = listener;
    if (snapshot) this.#restart(snapshot);
    this.#live = connect("/board", { auth: () => (this.board ? { ...who, since: this.board.revision } : who) });
    this.#live.on("snapshot", (data) => this.#restart(data));
    this.#live.on("events", (data) => this.#take(data.events));
    this.#live.on("presence", (data) => this.#present(data));
    this.#live.on("holding", (data) => listener.holding?.(data));
    this.#live.watch(listener.connection);
    setInterval(() => this.catchUp(), HEARTBEAT);
    document.addEventListener("visibilitychange", () => this.#awake());
    addEventListener("pageshow", () => this.#awake());
  }

  /**
   * Sends an act until it is answered; its key makes sending it again harmless.
   * @param {{key: string, type: string}} message
   */
  act(message) {
    return this.#live.ask("act", message, { tries: Infinity });
  }

  /** @type {(event: string, data: object) => Promise<import("#/shared/live.js").Answer>} */
  ask(event, data) {
    return this.#live.ask(event, data);
  }

  /** Asks what we missed; the answer is also the sign that the server is there. */
  async catchUp() {
    if (this.#asking || this.#live.connection !== "online" || !this.board) return;
    this.#asking = true;
    const answer = await this.#live.ask("since", { revision: this.board.revision }, { timeout: HEARTBEAT_ANSWER });
    this.#asking = false;
    this.#caughtUp(answer);
  }

  /** @param {import("#/shared/live.js").Answer} answer */
  #caughtUp(answer) {
    if (answer.ok) {
      this.#listener.contact?.();
      if (answer.snapshot) this.#restart(answer.snapshot);
      else this.#take(answer.events ?? [], true);
    } else if (answer.error.code === NO_ANSWER) {
      this.#live.restart();
    }
  }

  #awake() {
    if (document.visibilityState === "visible") this.catchUp();
  }

  /** @param {Snapshot} snapshot */
  #restart(snapshot) {
    this.board = fromSnapshot(snapshot);
    this.#listener.contact?.();
    this.#listener.board(this.board, []);
    if (snapshot.presence) this.#listener.presence(snapshot.presence);
  }

  /** @type {(events: Event[], asked?: boolean) => void} */
  #take(events, asked = false) {
    const board = this.board;
    if (!board) return;
    const news = events.filter((event) => event.revision > board.revision);
    const contiguous = news.every((event, index) => event.revision === board.revision + 1 + index);
    if (!contiguous && !asked) return void this.catchUp();
    if (!asked) this.#listener.contact?.();
    if (!news.length) return;
    this.board = news.reduce(apply, board);
    this.#listener.board(this.board, news);
  }

  /** @param {Presence} presence */
  #present(presence) {
    this.#listener.contact?.();
    this.#listener.presence(presence);
  }
}
