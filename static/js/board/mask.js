// Masking: words are chosen in the text, and shown as they will be. The text itself can't be changed.

import { useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { mask } from "#/board/acts.js";
import { closeDialog, Sheet, thenClose } from "#/board/sheet.js";
import { covered, foundParts, holds, pieces, spansOf, stretched } from "#/board/spans.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */
/** @typedef {import("#/board/spans.js").Piece} Piece */
/** @typedef {import("#/board/spans.js").Part} Part */
/** @typedef {import("#/board/spans.js").Run} Run */

const KINDS = ["person", "address", "contact", "insult"];

/** What was found is chosen already; more can be. @param {{card: Card}} it */
export function MaskDialog({ card }) {
  const all = pieces(card.text);
  const [offered] = useState(() => foundParts(all, card.found));
  const [parts, setParts] = useState(offered);
  const [run, setRun] = useState(/** @type {Run | null} */ (null));
  const [what, setWhat] = useState(/** @type {string | null} */ (null));
  const kind = what ?? parts[0]?.what ?? "person";
  const own = run ? [{ ...run, what: kind }] : [];
  const chosen = [...(what ? parts.map((part) => ({ ...part, what })) : parts), ...own];
  const press = (/** @type {number} */ at) => {
    if (!run && parts.some((part) => holds(part, at))) setParts(parts.filter((part) => !holds(part, at)));
    else setRun(stretched(run, at));
  };
  return html`
    <${Sheet} title=${say("mask_title")} wide=${true}>
      <p>${say(offered.length ? "mask_found" : "mask_how")}</p>
      <p class="mask-words" dir="auto">${all.map((piece, at) =>
        piece.word ? word(piece, chosen.some((part) => holds(part, at)), () => press(at)) : piece.text
      )}</p>
      <fieldset class="choices"><legend>${say("mask_what")}</legend>
          ${KINDS.map((one) =>
            html`
              <label class="choice"
                key=${one}><input type="radio" name="what" value=${one} checked=${kind === one} onChange=${() =>
                  setWhat(one)} /><span>${say(`mask_${one}`)}</span></label>
            `
          )}
        </fieldset>
      <p class="quiet">${say("mask_will_show")}</p>
      <blockquote class="quoted" dir="auto" translate="no" aria-live="polite">${covered(all, chosen)}</blockquote>
      <p class="row end">
        <button type="button" class="button" onClick=${closeDialog}>${say("cancel")}</button>
        <button type="button" class="button" data-kind="main" disabled=${!chosen.length} onClick=${thenClose(() =>
          mask(card.id, spansOf(all, chosen))
        )}>${say("mask")}</button>
      </p>
      <//>
  `;
}

/** @type {(piece: Piece, chosen: boolean, press: () => void) => any} */
function word(piece, chosen, press) {
  return html`
    <button type="button" class="mask-word" key=${piece.start} aria-pressed=${chosen}
      onClick=${press}>${piece.text}</button>
  `;
}
