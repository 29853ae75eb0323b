// One card. Its presses are heard by pointer.js and keys.js, for all cards at once.

import { html, memo } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { asked, chosen, flashing, marked, picking, probeTexts, questionNumbers, sameSizes } from "#/board/store.js";
import { quote } from "#/board/tell.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/board-state.js").Card} Card */

/**
 * @typedef {{
 *   card: Card, number: number, chosen: boolean, reachable: boolean, marked: boolean, flashing: boolean,
 *   same: number, probe: string, asked: string,
 * }} CardProperties
 */

const CardView = memo((/** @type {CardProperties} */ it) =>
  html`
    <li class="card" data-card=${it.card.id} data-question=${it.number} data-chosen=${it.chosen} data-marked=${it
      .marked}
      data-answer=${Boolean(it.card.parent || it.card.probe)} data-gate=${it.card.gate} data-flash=${it.flashing}>
      ${it.probe && html`<p class="card-probe">${icon("answer")}${it.probe}</p>`}
      <button type="button" class="card-face" aria-pressed=${it.marked} aria-current=${it.chosen ? "true" : undefined}
        tabindex=${it.reachable ? 0 : -1}>
        <span class="card-number">${it.number}</span>
        <span class="card-text" dir="auto">${it.card.text}</span>
        ${it.card.telling && sign("star", say("telling"))}
        ${it.same > 1 && html`<span class="sign" title=${say("same_as", { count: it.same })}>≈ ${it.same}×</span>`}
        ${it.card.gate === "held" && sign("clock", say("held"))}
        ${it.card.gate === "flagged" && sign("warning", say("waits"))}
      </button>
      <button type="button" class="card-menu" tabindex="-1" aria-haspopup="dialog" aria-label=${say("card_menu", {
        text: quote(it.card.text),
      })}>
        ${icon("more")}
      </button>
      ${it.asked && html`<p class="card-asked">${icon("probe")}${it.asked}</p>`}
    </li>
  `
);

/** @type {(name: string, words: string) => any} */
function sign(name, words) {
  return html`<span class="sign" data-sign=${name} title=${words}>${
    icon(name)
  }<span class="unseen">${words}</span></span>`;
}

/**
 * Draws cards one under the other; exactly one of them can be reached with Tab.
 * @param {Card[]} cards
 */
export function cardList(cards) {
  const reachable = cards.some(({ id }) => id === chosen.value) ? chosen.value : cards[0]?.id;
  return cards.map((card) => html`<${CardView} key=${card.id} ...${properties(card, card.id === reachable)} />`);
}

/** @type {(card: Card, reachable: boolean) => CardProperties} */
function properties(card, reachable) {
  return {
    card,
    reachable,
    number: questionNumbers.value.get(card.question) ?? 0,
    chosen: card.id === chosen.value || card.id === picking.value,
    marked: marked.value.has(card.id),
    flashing: flashing.value.has(card.id),
    same: card.same ? sameSizes.value.get(card.same) ?? 0 : 0,
    probe: card.probe ? probeTexts.value.get(card.probe) ?? "" : "",
    asked: asked.value.get(card.id) ?? "",
  };
}
