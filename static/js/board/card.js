// One card. Its presses are heard by pointer.js and keys.js, for all cards at once.

import { html, memo } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import {
  asked,
  categoryNames,
  chosen,
  flashing,
  marked,
  picking,
  probeTexts,
  questionNumbers,
  sameSizes,
} from "#/board/store.js";
import { unusualKind } from "#/board/kinds.js";
import { holders } from "#/board/others.js";
import { answered, relations, signsOf } from "#/board/relations.js";
import { depths } from "#/shared/threads.js";
import { quote } from "#/board/tell.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

/**
 * @typedef {{
 *   card: Card, number: number, chosen: boolean, reachable: boolean, marked: boolean, flashing: boolean,
 *   same: number, probe: string, asked: string, depth: number, copy: boolean, elsewhere: string,
 *   holder: string, kind: string, answered: string, relations: [string, string][],
 * }} CardProperties
 */

const CardView = memo((/** @type {CardProperties} */ it) =>
  html`
    <li class="card" data-card=${it.card.id} data-question=${it.number} data-chosen=${it.chosen} data-marked=${it
      .marked}
      data-answer=${Boolean(it.card.parent || it.card.probe)} data-gate=${it.card.gate} data-flash=${it.flashing}
      data-also=${it.copy} style=${{ "--depth": it.depth }}>
      ${it.probe && html`<p class="card-probe">${icon("answer")}${it.probe}</p>`}
      <button type="button" class="card-face" aria-pressed=${it.marked} aria-current=${it.chosen ? "true" : undefined}
        tabindex=${it.reachable ? 0 : -1}>
        <span class="card-number">${it.number}</span>
        <span class="card-text" dir="auto" translate="no">${it.card.text}</span>
        ${it.card.telling && sign("star", say("telling"))}
        ${it.same > 1 && html`<span class="sign" title=${say("same_as", { count: it.same })}>≈ ${it.same}×</span>`}
        ${it.holder && html`<span class="holder" title=${say("held_by", { name: it.holder })}>${it.holder}</span>`}
        ${it.kind && html`<span class="kind">${it.kind}</span>`}
        ${it.answered && html`<span class="kind">${it.answered}</span>`}
        ${it.relations.map(([name, words]) => sign(name, words))}
        ${it.elsewhere && sign("also", it.elsewhere)}
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
  const reachable = reachableOf(cards);
  return cards.map((card) =>
    html`<${CardView} key=${card.id} ...${properties(card)} reachable=${card.id === reachable} />`
  );
}

/**
 * The same for a category: answers lie under what they answer, and those of which it is the second category are copies.
 * @type {(cards: Card[], category: string) => any}
 */
export function columnCards(cards, category) {
  const own = cards.filter((card) => card.category === category);
  const reachable = reachableOf(own);
  const deep = depths(own);
  return cards.map((card) => {
    const copy = card.category !== category;
    const places = { copy, depth: deep.get(card.id) ?? 0, elsewhere: elsewhere(card, copy) };
    const reached = !copy && card.id === reachable;
    return html`<${CardView} key=${card.id} ...${properties(card)} ...${places} reachable=${reached} />`;
  });
}

/** @param {Card[]} cards */
function reachableOf(cards) {
  return cards.some(({ id }) => id === chosen.value) ? chosen.value : cards[0]?.id;
}

/** Where else a card lies. @type {(card: Card, copy: boolean) => string} */
function elsewhere(card, copy) {
  const other = copy ? card.category : card.also;
  if (!other) return "";
  return say(copy ? "first_in" : "also_in", { category: categoryNames.value.get(other) ?? "" });
}

/** @type {[string, string][]} */
const NONE = [];

/** The same empty list for all that have none: then nothing of them is drawn anew. @param {Card} card */
function relationsOf(card) {
  return card.world || relations.value.has(card.id) ? signsOf(card) : NONE;
}

/** @type {(card: Card) => Omit<CardProperties, "reachable">} */
function properties(card) {
  return {
    card,
    depth: 0,
    copy: false,
    elsewhere: "",
    kind: unusualKind(card, questionNumbers.value.get(card.question) ?? 0),
    answered: answered(card),
    relations: relationsOf(card),
    holder: holders.value.get(card.id) ?? "",
    number: questionNumbers.value.get(card.question) ?? 0,
    chosen: card.id === chosen.value || card.id === picking.value,
    marked: marked.value.has(card.id),
    flashing: flashing.value.has(card.id),
    same: card.same ? sameSizes.value.get(card.same) ?? 0 : 0,
    probe: card.probe ? probeTexts.value.get(card.probe) ?? "" : "",
    asked: asked.value.get(card.id) ?? "",
  };
}
