/** Where a page keeps things over its reloads: in the browser's storage, under names of its own. */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store */

/**
 * The browser's storage; null where it is forbidden.
 *
 * @returns {Storage | null}
 */
export function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/** What one consultation keeps on this phone; in this page's memory alone where the browser refuses to store. */
export class Shelf {
  prefix;
  #store;
  /** @type {Map<string, unknown>} */
  #memory = new Map();

  /**
   * @param {string} code
   * @param {Store | null} store
   */
  constructor(code, store) {
    this.prefix = `facilitator:${code}:`;
    this.#store = store;
    for (const [name, value] of this.#stored()) this.#memory.set(name, value);
  }

  /**
   * @param {string} name
   * @returns {any}
   */
  read(name) {
    return this.#memory.get(name);
  }

  /**
   * Takes in what another page of this browser keeps under a name; null: nothing any more.
   *
   * @param {string} name
   * @param {string | null} kept
   * @returns {any}
   */
  take(name, kept) {
    if (kept === null) this.#memory.delete(name);
    else this.#memory.set(name, JSON.parse(kept));
    return this.read(name);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  write(name, value) {
    this.#memory.set(name, value);
    try {
      this.#store?.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // Full or forbidden: this page still remembers.
    }
  }

  /** @param {string} name */
  remove(name) {
    this.#memory.delete(name);
    try {
      this.#store?.removeItem(this.prefix + name);
    } catch {
      // Forbidden: it was never stored.
    }
  }

  /**
   * @param {string} prefix
   * @returns {string[]}
   */
  names(prefix) {
    return [...this.#memory.keys()].filter((name) => name.startsWith(prefix));
  }

  /** @returns {[string, unknown][]} */
  #stored() {
    try {
      const store = /** @type {Store} */ (this.#store);
      const names = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "");
      return names.filter((name) => name.startsWith(this.prefix))
        .map((name) => [name.slice(this.prefix.length), JSON.parse(store.getItem(name) ?? "null")]);
    } catch {
      return [];
    }
  }
}
