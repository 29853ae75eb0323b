import { html } from "#/board/html.js";

/** A picture beside words, from the ones that the page's template holds. @param {string} name */
export function icon(name) {
  return html`
    <svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <use href=${`#icon-${name}`} />
    </svg>
  `;
}
