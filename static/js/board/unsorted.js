// The left side: what asks for a decision first, then what is not sorted yet, last what is not shown.

import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { AnchoredList } from "#/board/anchored.js";
import { cardList } from "#/board/card.js";
import { redo, undo } from "#/board/acting.js";
import { show } from "#/board/acts.js";
import { Flagged } from "#/board/flagged.js";
import { analysing, SolutionsEarly } from "#/board/relations.js";
import { Sieve } from "#/board/sieve.js";
import { board, chosen, dialog, hidden, marked, unsorted, unsortedCount } from "#/board/store.js";
import { Suggestions } from "#/board/suggest.js";
import { say } from "#/board/words.js";

export function Unsorted() {
  const cards = unsorted.value;
  return html`
    <section class="unsorted" data-category="" aria-labelledby="unsorted-title">
      <header class="panel-head">
        <h2 id="unsorted-title">${say("unsorted")} <span class="count">${unsortedCount.value}</span></h2>
        <div class="row">
          ${iconButton("undo", say("undo"), undo)} ${iconButton("redo", say("key_redo"), redo)}
          ${!analysing &&
            html`<button type="button" class="small-button" aria-haspopup="dialog" onClick=${() => (dialog.value = {
              kind: "enter",
            })}>
            ${icon("plus")}${say("enter_open")}
          </button>`}
        </div>
      </header>
      <${Several} />
      <${Sieve} />
      <${SolutionsEarly} />
      <${Flagged} />
      ${cards.length
        ? html`<${AnchoredList} chosen=${chosen.value} first=${cards[0].id} label=${say("unsorted")}>${
          cardList(cards)
        }<//>`
        : html`<p class="empty">${say(emptyWords())}</p>`}
    <${Suggestions} />
    <${Hidden} />
      </section>
  `;
}

/** @type {(name: string, label: string, act: () => void) => any} */
function iconButton(name, label, act) {
  return html`
    <button type="button" class="small-button" title=${label} aria-label=${label}
      onClick=${act}>${icon(name)}</button>
  `;
}

/** While several are chosen: how many, and the way back. */
function Several() {
  const count = marked.value.size;
  if (!count) return null;
  return html`<p class="several"><b>${say("several", { count })}</b>
    <button type="button" class="small-button" onClick=${() => (marked.value = new Set())}>${icon("cross")}${
    say("deselect")
  }</button></p>`;
}

function emptyWords() {
  if (unsortedCount.value) return "nothing_found";
  return board.value.oneliners.size
    ? "all_sorted"
    : board.value.consultation.phase === "open"
    ? "unsorted_open"
    : "unsorted_empty";
}

function Hidden() {
  const cards = hidden.value;
  if (!cards.length) return null;
  return html`
    <details class="hidden-cards">
      <summary>${say("hidden", { count: cards.length })}</summary>
      <ul>${cards.map((card) =>
        html`
          <li key=${card.id}>
            <p dir="auto" translate="no">${card.text}</p>
            <p class="row"><span class="quiet">${card.reason}</span>
                  <button type="button" class="small-button" onClick=${() => show([card.id])}>${icon("eye")}${say(
                    "show",
                  )}</button></p>
          </li>
        `
      )}</ul>
    </details>
  `;
}
