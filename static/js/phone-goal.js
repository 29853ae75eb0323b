/** What a goal track's questions ask beside the text. All of it may be left open. */

/** @typedef {{kind?: string, cooperation?: string, variants?: {variant: string, stance: string}[]}} Extras */

const VARIANT = "variant:";

/** @returns {HTMLFieldSetElement[]} */
function all() {
  return /** @type {HTMLFieldSetElement[]} */ ([...document.querySelectorAll("fieldset[data-extras]")]);
}

/** Shows what belongs to a question, and nothing else. @param {string | undefined} question */
export function ask(question) {
  for (const place of all()) place.disabled = place.hidden = place.dataset.extras !== question;
}

/** Gives what was chosen, and begins anew. @returns {Extras} */
export function taken() {
  const place = all().find(({ hidden }) => !hidden);
  if (!place) return {};
  const chosen = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll("input:checked")]);
  const extras = read(chosen.filter(({ value }) => value));
  for (const input of place.querySelectorAll("input")) input.checked = input.defaultChecked;
  return extras;
}

/** @param {HTMLInputElement[]} chosen @returns {Extras} */
function read(chosen) {
  /** @type {Extras} */
  const extras = {};
  const variants = chosen.filter(({ name }) => name.startsWith(VARIANT));
  for (const { name, value } of chosen) if (name === "kind" || name === "cooperation") extras[name] = value;
  if (!variants.length) return extras;
  return { ...extras, variants: variants.map((it) => ({ variant: it.name.slice(VARIANT.length), stance: it.value })) };
}
