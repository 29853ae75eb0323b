// What a one-liner is taken to be: at first what its question asks for, otherwise what a facilitator says.

import { html } from "#/board/html.js";
import { setKind } from "#/board/acts.js";
import { Sheet, thenClose } from "#/board/sheet.js";
import { pageData, say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

/** @type {{kinds: {key: string, label: string}[], usual_kinds: string[]}} */
const { kinds, usual_kinds } = pageData("page");

/** @param {string | undefined} kind */
export function kindLabel(kind) {
  return kinds.find(({ key }) => key === kind)?.label ?? "";
}

/** The label of a kind that is not what the question asks for; otherwise nothing. @type {(card: Card, number: number) => string} */
export function unusualKind({ kind }, number) {
  return kind === usual_kinds[number - 1] ? "" : kindLabel(kind);
}

/** @param {{ids: string[], kind?: string, near?: DOMRect}} it */
export function KindMenu({ ids, kind, near }) {
  return html`
    <${Sheet} key="kind" title=${say("kind_title")} near=${near}>
      <p class="quiet">${say("kind_why")}</p>
      <ul class="menu two-columns">
          ${kinds.map(({ key, label }) =>
            html`<li key=${key}><button type="button" class="menu-item" aria-current=${
              key === kind ? "true" : undefined
            }
        onClick=${thenClose(() => setKind(ids, key, label))}><span>${label}</span></button></li>`
          )}
        </ul>
      <//>
  `;
}
