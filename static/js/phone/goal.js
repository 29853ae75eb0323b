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
  const extras = chosen(place);
  reset(place);
  return extras;
}

/** Puts all choices inside back to how they were at first. @param {Element} place */
export function reset(place) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("input[type=radio]"))) {
    input.checked = input.defaultChecked;
  }
}

/** Reads what is chosen inside. @param {Element} place @returns {Extras} */
export function chosen(place) {
  const found = /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("input[type=radio]:checked"));
  const inputs = [...found].filter(({ value }) => value);
  /** @type {Extras} */
  const extras = {};
  for (const { name, value } of inputs) if (name === "kind" || name === "cooperation") extras[name] = value;
  const variants = inputs.filter(({ name }) => name.startsWith(VARIANT));
  if (!variants.length) return extras;
  return { ...extras, variants: variants.map((it) => ({ variant: it.name.slice(VARIANT.length), stance: it.value })) };
}
