// The words of the page, which the server wrote into it in the reader's language.

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/**
 * Gives the text for a key, with its values filled in. Where there is a count, `key_one` is taken for 1.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const text = (values.count === 1 ? words[`${key}_one`] : undefined) ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** @type {(code: string) => string | undefined} */
export function refusalWords(code) {
  return words[`refusal_${code}`];
}

/**
 * What the server wrote into the page as data; `name` is the element's id.
 * @param {string} name
 * @returns {any}
 */
export function pageData(name) {
  return JSON.parse(document.getElementById(name)?.textContent ?? "{}");
}
