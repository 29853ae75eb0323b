/**
 * What several pages of a consultation in one browser tell each other, through the storage that they share: whose turn it
 * is to send, what became of a line, and what was typed. `navigator.locks` would do the first, but not on plain http.
 */
import { LINE } from "#/phone/outbox.js";
import { TAKES_TURNS } from "#/phone/tabs.js";
import { newKey } from "#/shared/new-key.js";

/**
 * @typedef {import("#/phone/shelf.js").Store} Store
 * @typedef {{page: string, until: number}} Lease
 *
 * @typedef {object} Told
 * @property {import("#/phone/shelf.js").Shelf} shelf
 * @property {import("#/phone/outbox.js").Outbox} outbox
 * @property {(name: string, before: string | null) => void} [heard] hears the name of what another page wrote
 */

const LEASE = "turn";
/** Longer than an answer is waited for. */
const LASTS = 10_000;
/** Within this what two pages wrote in the same moment is seen by both. */
const SETTLES = 150;

export class Telling {
  #told;
  #store;
  #now;
  #rest;
  #page = newKey();

  /**
   * @param {Told} told
   * @param {Store | null} store
   * @param {{now?: () => number, rest?: (milliseconds: number) => Promise<void>}} [how]
   */
  constructor(told, store, { now = Date.now, rest = (wait) => new Promise((done) => setTimeout(done, wait)) } = {}) {
    this.#told = told;
    this.#store = store;
    this.#now = now;
    this.#rest = rest;
  }

  /**
   * Does an errand in its turn, after a look at what other pages did meanwhile.
   *
   * @type {import("#/phone/tabs.js").Run}
   */
  async run(errand) {
    if (!await this.#take()) return TAKES_TURNS;
    const { outbox, shelf } = this.#told;
    for (const { key } of outbox.lines()) {
      const kept = this.#store?.getItem(shelf.prefix + LINE + key);
      if (kept) outbox.renew(key, shelf.take(LINE + key, kept));
    }
    const done = await errand();
    if (this.#held()?.page === this.#page) this.#store?.removeItem(this.#lease);
    return done;
  }

  /** Another page wrote something. @param {{key: string | null, newValue: string | null, oldValue: string | null}} event */
  hear({ key, newValue, oldValue }) {
    const { outbox, shelf, heard } = this.#told;
    if (!key?.startsWith(shelf.prefix)) return;
    const name = key.slice(shelf.prefix.length);
    const kept = shelf.take(name, newValue);
    if (name.startsWith(LINE)) outbox.renew(name.slice(LINE.length), kept);
    heard?.(name, oldValue);
  }

  /** @returns {Promise<boolean>} whether the turn is ours, until it is given back or too long ago */
  async #take() {
    if (!this.#store) return true;
    const held = this.#held();
    const ends = held && held.page !== this.#page ? held.until - this.#now() : 0;
    if (ends > 0 && ends <= LASTS) return false; // a lease that ends later was made by another clock
    this.#store.setItem(this.#lease, JSON.stringify({ page: this.#page, until: this.#now() + LASTS }));
    await this.#rest(SETTLES);
    return this.#held()?.page === this.#page;
  }

  /** @returns {Lease | null} */
  #held() {
    return JSON.parse(this.#store?.getItem(this.#lease) ?? "null");
  }

  get #lease() {
    return this.#told.shelf.prefix + LEASE;
  }
}

/**
 * Another page changed a draft: what was typed here and is kept nowhere else is kept anew.
 *
 * @param {import("#/phone/memory.js").Memory} memory
 * @param {string} name a question's or a probe's id
 * @param {{before: string, here: string}} texts the draft before, and what stands in the field here
 * @returns {string} what is to stand in the field
 */
export function hearDraft(memory, name, { before, here }) {
  const now = memory.draft(name) ?? "";
  if (here === before && !memory.isTyped(name, here)) return now; // it was only shown here
  if (here && !now) memory.keepDraft(name, here);
  return here;
}

/**
 * @typedef {object} Page a phone's
 * @property {import("#/phone/shelf.js").Shelf} shelf
 * @property {Store | null} store
 * @property {import("#/phone/outbox.js").Outbox} outbox
 * @property {import("#/phone/memory.js").Memory} memory
 * @property {import("#/phone/view.js").Field} field
 * @property {() => string | undefined} question
 * @property {() => void} joined
 *
 * Lets a phone's page hear the others.
 * @param {Page} page
 */
export function listen({ memory, field, question, joined, store, ...page }) {
  const telling = new Telling({
    ...page,
    heard: (name, before) => {
      if (name === "me" && memory.me.joined) joined();
      const id = question();
      if (!id || name !== `draft:${id}`) return;
      field.fill(hearDraft(memory, id, { before: JSON.parse(before ?? '""'), here: field.text }));
    },
  }, store);
  addEventListener("storage", (event) => telling.hear(event));
  return telling;
}
