// What asks for a decision before the screen may show it: on top, each with its reason.

import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { cardList } from "#/board/card.js";
import { release } from "#/board/acts.js";
import { dialog, flagged } from "#/board/store.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

export function Flagged() {
  const cards = flagged.value;
  if (!cards.length) return null;
  return html`
    <section class="flagged" aria-labelledby="flagged-title">
      <h3 id="flagged-title">${icon("warning")}${say("flagged", { count: cards.length })}</h3>
      <p class="quiet">${say("flagged_why")}</p>
      <ul class="flagged-cards">${cards.map((card) => html`<${FlaggedCard} key=${card.id} card=${card} />`)}</ul>
    </section>
  `;
}

/** @param {{card: Card}} properties */
function FlaggedCard({ card }) {
  return html`
    <li class="flagged-card">
      <ul class="cards">${cardList([card])}</ul>
      <p class="quiet">${flagWords(card)}</p>
      <p class="row">
        ${decision("mask", say("mask"), () => (dialog.value = { kind: "mask", card }))}
        ${decision("eye", say("release"), () => release([card.id]))}
        ${decision("hide", say("hide"), () => (dialog.value = { kind: "hide", cards: [card.id] }))}
      </p>
    </li>
  `;
}

/** @type {(name: string, text: string, act: () => void) => any} */
function decision(name, text, act) {
  return html`<button type="button" class="small-button" onClick=${act}>${icon(name)}${text}</button>`;
}

/** Why a card waits, in words. @param {Card} card */
export function flagWords(card) {
  return say("flagged_because", { flags: (card.flags ?? []).map((flag) => say(`flag_${flag}`)).join(", ") });
}
