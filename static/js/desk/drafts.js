// What was typed into a form and not kept yet, as it lies in the storage of one tab. Nothing here touches the page.

/** @typedef {Record<string, string[]>} Values what a form holds, by the names of its fields */

const PREFIX = "facilitator:draft:";

export class Drafts {
  #storage;

  /** @param {Storage} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /** @param {string} place @returns {Values | null} */
  of(place) {
    try {
      return JSON.parse(this.#storage.getItem(PREFIX + place) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {string} place @param {Values} values */
  keep(place, values) {
    try {
      this.#storage.setItem(PREFIX + place, JSON.stringify(values));
    } catch {
      // Full or forbidden: the question before leaving is still asked.
    }
  }

  /** @param {string} place */
  drop(place) {
    this.#storage.removeItem(PREFIX + place);
  }

  /** Forgets everything: somebody else may sit here next. */
  clear() {
    const names = Array.from({ length: this.#storage.length }, (_, at) => this.#storage.key(at) ?? "");
    for (const name of names.filter((it) => it.startsWith(PREFIX))) this.#storage.removeItem(name);
  }
}

/**
 * Whether two forms hold the same words; white space at their ends is not told apart, since the server tidies it.
 *
 * @param {Values} one
 * @param {Values} other
 */
export function same(one, other) {
  return plain(one) === plain(other);
}

/** @param {Values} values */
function plain(values) {
  const tidied = Object.entries(values).map((
    [name, texts],
  ) => [name, texts.map((text) => text.trim()).filter(Boolean)]);
  const said = tidied.filter(([, texts]) => texts.length);
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1))).replaceAll("\\r\\n", "\\n");
}
