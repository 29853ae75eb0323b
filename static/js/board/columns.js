// The right side: the categories, each with its key, its name and its cards.

import { useLayoutEffect, useRef } from "preact/hooks";
import { html, memo } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { columnCards } from "#/board/card.js";
import { sortIntoNew } from "#/board/acts.js";
import { addCategory, renameCategory } from "#/board/category-acts.js";
import { LABELS } from "#/board/labels.js";
import { addingCategory, categories, columns, columnSizes, renaming } from "#/board/store.js";
import { byOrder } from "#/shared/board-state.js";
import { isComposing } from "#/shared/composing.js";
import { bringFocus } from "#/board/walk.js";
import { say } from "#/board/words.js";

/**
 * @typedef {import("#/shared/board-state.js").Card} Card
 * @typedef {import("#/shared/board-state.js").Category} Category
 */

/** @type {Card[]} */
const NONE = [];

export function Columns() {
  return html`<div class="columns" data-scrolls role="group" aria-label=${say("categories")}>
    ${
    categories.value.map((category, index) => {
      const cards = columns.value.get(category.id) ?? NONE;
      return html`
        <${Column} key=${category.id} category=${category} label=${LABELS[index] ?? ""} cards=${cards}
          size=${columnSizes.value.get(category.id) ?? 0} renaming=${renaming.value === category.id} />
      `;
    })
  }
    <${NewCategory} />
  </div>`;
}

/** @typedef {{category: Category, label: string, cards: Card[], size: number, renaming: boolean}} ColumnProperties */
const Column = memo((/** @type {ColumnProperties} */ it) =>
  html`
    <section class="column" data-category=${it.category.id} aria-label=${it.category.name} style=${{
      "--category": it.category.color ?? "var(--line-strong)",
    }}>
      <header class="column-head">
        ${it.renaming ? html`<${Rename} category=${it.category} />` : html`<${Heading} ...${it} />`}
        <button type="button" class="column-menu" aria-haspopup="dialog" aria-label=${say("category_menu", {
          category: it.category.name,
        })}>${icon("more")}</button>
      </header>
      <${ColumnCards} cards=${it.cards} category=${it.category} />
    </section>
  `
);

/** @param {ColumnProperties} it */
function Heading({ category, label, size }) {
  return html`<h3><button type="button" class="column-target" title=${say("sort_here", { category: category.name })}>
    ${label && html`<kbd>${label}</kbd>`}
    <span class="column-name"><bdi>${category.name}</bdi><span class="count">${size}</span></span>
  </button></h3>`;
}

/** @param {{cards: Card[], category: Category}} it */
function ColumnCards({ cards, category: { id, name } }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const last = useRef(lastLaid(cards, id));
  useLayoutEffect(() => {
    const now = lastLaid(cards, id);
    if (list.current && now && now !== last.current) scrollTo(list.current, now);
    last.current = now;
  }, [cards]);
  return html`<ul class="cards" data-scrolls aria-label=${name} ref=${list}>${columnCards(cards, id)}</ul>`;
}

/** The card that lies last by its order, wherever it is drawn. @type {(cards: Card[], category: string) => string | undefined} */
function lastLaid(cards, category) {
  return cards.filter((card) => card.category === category).sort(byOrder).pop()?.id;
}

const BELOW = 8;

/** Twice: what comes into sight for the first time may prove taller than was thought. */
/** @type {(list: HTMLElement, id: string) => void} */
function scrollTo(list, id) {
  const card = list.querySelector(`[data-card="${id}"]`);
  if (!(card instanceof HTMLElement)) return;
  const show = () => (list.scrollTop = card.offsetTop + card.offsetHeight + BELOW - list.clientHeight);
  show();
  requestAnimationFrame(show);
}

/** @param {{category: Category}} it */
function Rename({ category }) {
  return html`<${NameField} label=${say("rename")} value=${category.name} done=${(/** @type {string} */ name) => {
    renaming.value = null;
    renameCategory(category.id, name);
    bringFocus();
  }} stopped=${() => (renaming.value = null)} />`;
}

function NewCategory() {
  const open = addingCategory.value;
  const first = !categories.value.length;
  if (!open) {
    return html`<div class="new-category">
      ${first && html`<p class="empty">${say("categories_empty")}</p>`}
      <button type="button" class="add-category" onClick=${() => (addingCategory.value = "alone")}>${icon("plus")}${
      say("new_category")
    } <kbd>N</kbd></button>
    </div>`;
  }
  return html`
    <div class="new-category">
      <${NameField} label=${say(open === "alone" ? "new_category_name" : "new_category_from_card")} value="" done=${(
        /** @type {string} */ name,
      ) => {
        addingCategory.value = null;
        if (name) open === "with card" ? sortIntoNew(name) : addCategory(name);
        bringFocus();
      }} stopped=${() => {
        addingCategory.value = null;
        bringFocus();
      }} />
      <p class="quiet">${say("enter_or_escape")}</p>
    </div>
  `;
}

/** What is typed stays when the board is drawn again: `value` is only what it begins with. */
/** @param {{label: string, value: string, done: (name: string) => void, stopped: () => void}} it */
function NameField({ label, value, done, stopped }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return html`<label class="name-field"><span>${label}</span>
    <input class="input" ref=${field} defaultValue=${value} maxlength="60" autocomplete="off" onBlur=${() => {
    if (!field.current?.value.trim() || field.current.value === value) stopped();
  }} onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
    if (isComposing(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      done(field.current?.value.trim() ?? "");
    }
    if (event.key === "Escape") stopped();
  }} />
  </label>`;
}
