/** The words of a map's page, as the server wrote them. */

/** @type {Record<string, string>} */
const WORDS = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/**
 * A text in the reader's language, with its values filled in.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  return (WORDS[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * A part of the page by its name; null where this page has none.
 *
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function part(name) {
  return document.querySelector(`[data-part="${name}"]`);
}
