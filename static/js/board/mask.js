// Masking: words are chosen in the text, and shown as they will be. The text itself can't be changed.

import { useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { mask } from "#/board/acts.js";
import { closeDialog, Sheet, thenClose } from "#/board/sheet.js";
import { MASK, pieces } from "#/board/spans.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */
/** @typedef {import("#/board/spans.js").Piece} Piece */

const KINDS = ["person", "address", "contact", "insult"];

/** @param {{card: Card}} it */
export function MaskDialog({ card }) {
  const [span, setSpan] = useState(/** @type {{first: number, last: number} | null} */ (null));
  const [what, setWhat] = useState("person");
  const all = pieces(card.text);
  const chosen = span && { start: all[span.first].start, end: all[span.last].end };
  return html`
    <${Sheet} title=${say("mask_title")} wide=${true}>
      <p>${say("mask_how")}</p>
      <p class="mask-words" dir="auto">${all.map((piece, at) =>
        piece.word ? word(piece, at, span, setSpan) : piece.text
      )}</p>
      <fieldset class="choices"><legend>${say("mask_what")}</legend>
          ${KINDS.map((kind) =>
            html`
              <label class="choice"
                key=${kind}><input type="radio" name="what" value=${kind} checked=${what === kind} onChange=${() =>
                  setWhat(kind)} /><span>${say(`mask_${kind}`)}</span></label>
            `
          )}
        </fieldset>
      <p class="quiet">${say("mask_will_show")}</p>
      <blockquote class="quoted" dir="auto" aria-live="polite">${chosen
        ? preview(card.text, chosen)
        : card.text}</blockquote>
      <p class="row end">
        <button type="button" class="button" onClick=${closeDialog}>${say("cancel")}</button>
        <button type="button" class="button" data-kind="main" disabled=${!chosen} onClick=${thenClose(() =>
          chosen && mask(card.id, { ...chosen, what })
        )}>${say("mask")}</button>
      </p>
      <//>
  `;
}

/** A first press chooses a word, a second one all words up to there, a press on the only chosen word none. */
/** @type {(piece: Piece, at: number, span: {first: number, last: number} | null, setSpan: (span: {first: number, last: number} | null) => void) => any} */
function word(piece, at, span, setSpan) {
  const inside = span !== null && at >= span.first && at <= span.last;
  return html`
    <button type="button" class="mask-word" key=${at} aria-pressed=${inside}
      onClick=${() => setSpan(stretched(span, at))}>${piece.text}</button>
  `;
}

/** @type {(span: {first: number, last: number} | null, at: number) => {first: number, last: number} | null} */
function stretched(span, at) {
  if (!span) return { first: at, last: at };
  if (span.first === at && span.last === at) return null;
  if (at < span.first) return { first: at, last: span.last };
  if (at > span.last) return { first: span.first, last: at };
  return at === span.first || at === span.last ? { first: at, last: at } : { first: span.first, last: at };
}

/** @type {(text: string, span: {start: number, end: number}) => string} */
function preview(text, { start, end }) {
  const points = [...text];
  return `${points.slice(0, start).join("")}${MASK}${points.slice(end).join("")}`;
}
