/** A phone's outbox with a way to the server, a clock and a storage that do as a test tells them. */

import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";

/** @typedef {import("#/shared/live.js").Answer} Answer */

export const RECEIVED = /** @type {Answer} */ ({ ok: true, id: "a1" });

/**
 * @param {string} code
 * @param {Record<string, unknown>} [more]
 * @returns {Answer}
 */
export function refusal(code, more = {}) {
  return { ok: false, error: { code, ...more } };
}

/** A browser's storage, without a browser. */
export class Drawer {
  /** @type {Map<string, string>} */
  items = new Map();
  full = false;

  get length() {
    return this.items.size;
  }

  /** @param {number} at */
  key(at) {
    return [...this.items.keys()][at] ?? null;
  }

  /** @param {string} name */
  getItem(name) {
    return this.items.get(name) ?? null;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setItem(name, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.items.set(name, value);
  }

  /** @param {string} name */
  removeItem(name) {
    this.items.delete(name);
  }
}

/** A clock that moves only when a test says so. */
class StillClock {
  time = 1000;
  /** @type {{at: number, then: () => void}[]} */
  alarms = [];

  now() {
    return this.time;
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} then
   */
  after(milliseconds, then) {
    const alarm = { at: this.time + milliseconds, then };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** @param {number} milliseconds */
  async pass(milliseconds) {
    this.time += milliseconds;
    const due = this.alarms.filter((alarm) => alarm.at <= this.time);
    this.alarms = this.alarms.filter((alarm) => alarm.at > this.time);
    for (const alarm of due) alarm.then();
    await settled();
  }

  /** @returns {number | null} milliseconds until the next try */
  get wait() {
    return this.alarms.length ? this.alarms[0].at - this.time : null;
  }
}

/** A way to the server that answers as it is told, and received when it is told nothing. */
export class Road {
  open = true;
  /** @type {string[]} */
  sent = [];
  /** @type {string[]} */
  keys = [];
  /** @type {string[]} */
  takenBack = [];
  /** @type {Answer[]} */
  answers = [];

  ready() {
    return this.open;
  }

  /** @param {import("#/phone/outbox.js").Line} line */
  send(line) {
    this.sent.push(line.text);
    this.keys.push(line.key);
    return Promise.resolve(this.answers.shift() ?? RECEIVED);
  }

  /** @param {string} key */
  withdraw(key) {
    this.takenBack.push(key);
    return Promise.resolve(this.answers.shift() ?? RECEIVED);
  }
}

export function settled() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** @param {{drawer?: Drawer, open?: boolean, chance?: number}} [wishes] */
export function aPhone({ drawer = new Drawer(), open = true, chance = 0 } = {}) {
  const road = new Road();
  const clock = new StillClock();
  road.open = open;
  let made = 0;
  const outbox = new Outbox({
    shelf: new Shelf("BCDFGH", drawer),
    transport: road,
    clock,
    chance: () => chance,
    newKey: () => `key-${drawer.length}-${made++}`,
  });
  return { outbox, road, clock, drawer };
}
