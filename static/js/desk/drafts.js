// What was typed into a form and not kept yet, as it lies in the storage of one tab. Nothing here touches the page.

/**
 * @typedef {Record<string, string[]>} Values what a form holds, by the names of its fields
 * @typedef {{values: Values, sent: boolean}} Draft `sent`: it went to the server, and no answer was seen yet
 */

const PREFIX = "facilitator:draft:";

export class Drafts {
  #storage;
  #own;

  /** Forgets what somebody else typed in this tab. @param {Storage} storage @param {string} account whose they are */
  constructor(storage, account) {
    this.#storage = storage;
    this.#own = `${PREFIX}${account}:`;
    for (const name of this.#names(PREFIX)) if (!name.startsWith(this.#own)) storage.removeItem(name);
  }

  /** @param {string} place a page's path, "#" and which form of it @returns {Values | null} */
  of(place) {
    return this.#read(this.#own + place)?.values ?? null;
  }

  /** @param {string} place @param {Values} values @param {{sent?: boolean}} [how] */
  keep(place, values, { sent = false } = {}) {
    try {
      this.#storage.setItem(this.#own + place, JSON.stringify({ values, sent }));
    } catch {
      // Full or forbidden: the question before leaving is still asked.
    }
  }

  /** @param {string} place */
  drop(place) {
    this.#storage.removeItem(this.#own + place);
  }

  /** Forgets what was sent from other pages: it was answered, since this one is there. @param {string} path */
  settle(path) {
    for (const name of this.#names(this.#own)) {
      if (!name.startsWith(`${this.#own}${path}#`) && this.#read(name)?.sent) this.#storage.removeItem(name);
    }
  }

  /** Forgets everything: somebody else may sit here next. */
  clear() {
    for (const name of this.#names(PREFIX)) this.#storage.removeItem(name);
  }

  /** @param {string} name @returns {Draft | null} */
  #read(name) {
    try {
      return JSON.parse(this.#storage.getItem(name) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {string} prefix */
  #names(prefix) {
    const names = Array.from({ length: this.#storage.length }, (_, at) => this.#storage.key(at) ?? "");
    return names.filter((name) => name.startsWith(prefix));
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
