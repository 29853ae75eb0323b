/** The questions of an interview on its page: their tabs, their sections, and what a section is made of. */

/** @returns {HTMLElement[]} */
export function sections() {
  return [...document.querySelectorAll('[data-part="question"]')].map((it) => /** @type {HTMLElement} */ (it));
}

/** The id of its question. @param {HTMLElement} section */
export function idOf(section) {
  return section.dataset.id ?? "";
}

/** @returns {HTMLElement[]} */
export function tabs() {
  return [...document.querySelectorAll("[role=tab]")].map((it) => /** @type {HTMLElement} */ (it));
}

/** @param {HTMLElement} section */
export function pieces(section) {
  const form = /** @type {HTMLFormElement} */ (section.querySelector("form.line-form"));
  return {
    form,
    box: /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea")),
    parent: /** @type {HTMLSelectElement} */ (form.querySelector("select")),
    asked: /** @type {HTMLInputElement} */ (form.querySelector('[name="asked"]')),
    remark: /** @type {HTMLElement} */ (form.querySelector(".remark")),
    button: /** @type {HTMLButtonElement} */ (form.querySelector("button[data-kind=main]")),
  };
}
