// Where something like the chosen one-liner lies already, and what says nearly the same. It only hints: a press or
// Enter takes a suggestion, nothing ever moves by itself.

import { effect, signal } from "@preact/signals";
import { markSame, sortInto, startSame } from "#/board/acts.js";
import { html } from "#/board/html.js";
import { LABELS } from "#/board/labels.js";
import { board, categories, chosen, connection, marked } from "#/board/store.js";
import { quote } from "#/board/tell.js";
import { bringFocus } from "#/board/walk.js";
import { say } from "#/board/words.js";

/**
 * @typedef {{card: string, categories: string[], same: {oneliner: string, likeness: number}[]}} Suggested
 * @typedef {{ask: (event: string, data: object) => Promise<import("#/shared/live.js").Answer>}} Wire
 */

const PAUSE = 120; // ms without another choice: who walks through the list asks nothing

const suggested = signal(/** @type {Suggested | null} */ (null));

/** Asks about each card that stays chosen a moment, and tells others which one it is, also after coming back. */
/** @param {Wire} wire */
export function suggestWith(wire) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  effect(() => {
    const card = chosen.value;
    clearTimeout(timer);
    if (connection.value !== "online") return;
    suggested.value = null;
    timer = setTimeout(() => chose(wire, card), PAUSE);
  });
}

/** @type {(wire: Wire, card: string | null) => Promise<void>} */
async function chose(wire, card) {
  wire.ask("hold", { oneliner: card });
  if (card === null || board.value.oneliners.get(card)?.category !== null) return;
  const answer = await wire.ask("suggest", { oneliner: card });
  if (answer.ok && chosen.value === card) {
    suggested.value = { card, categories: answer.categories ?? [], same: answer.same ?? [] };
  }
}

/** The suggested categories of the chosen card that are still there. */
function offered() {
  const now = suggested.value;
  if (!now || now.card !== chosen.value || board.value.oneliners.get(now.card)?.category !== null) return [];
  return now.categories.flatMap((id) => categories.value.find((category) => category.id === id) ?? []);
}

/** Sorts the chosen card into the first suggestion; false when there is none. */
export function takeSuggestion() {
  const [first] = offered();
  if (first) sortInto(first.id);
  return first !== undefined;
}

/** The one-liner that the chosen one nearly repeats is marked as the same; without one somebody points it out. */
export function sameByKey() {
  const same = sameOne();
  if (same && !marked.value.size) markSame([chosen.value ?? "", same.id]);
  else startSame();
}

/** In a place of its own: what comes up here moves nothing in the list above it. */
export function Suggestions() {
  const found = offered();
  const same = sameOne();
  return html`
    <div class="suggestions" role="status" data-empty=${!found.length && !same}>
      ${found.length > 0 && html`<span class="quiet">${say("suggested")}</span>`}
      ${found.map((category, index) => suggestion(category, index === 0))}
      ${same &&
        html`<button type="button" class="small-button" onClick=${sameByKey}><kbd>=</kbd><span>≈ ${
          say("nearly_same", { text: quote(same.text) })
        }</span></button>`}
    </div>
  `;
}

/** @type {(category: import("#/shared/board-state.js").Category, first: boolean) => any} */
function suggestion({ id, name }, first) {
  const label = LABELS[categories.value.findIndex((category) => category.id === id)] ?? "";
  return html`
    <button type="button" class="small-button" key=${id} title=${first ? say("suggested_first") : undefined}
      onClick=${() => take(id)}>${label && html`<kbd>${label}</kbd>`} <bdi>${name}</bdi>${first && html`
        <span aria-hidden="true">↵</span>
      `}</button>
  `;
}

/** @param {string} category */
function take(category) {
  sortInto(category);
  bringFocus();
}

/** What says nearly the same and is not marked so yet. */
function sameOne() {
  const now = suggested.value;
  if (!now || now.card !== chosen.value) return undefined;
  const card = board.value.oneliners.get(now.card);
  const other = board.value.oneliners.get(now.same[0]?.oneliner ?? "");
  return card && other && (!card.same || card.same !== other.same) ? other : undefined;
}
