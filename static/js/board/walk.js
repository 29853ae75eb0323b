// Going from card to card: along a list and from list to list, in the order in which they are seen.

import { categories, chosen, columns, flagged, showMap, unsorted } from "#/board/store.js";

/** The lists of the page, each as card ids from top to bottom: first what is not sorted, then each column. */
function lists() {
  const left = [...flagged.value, ...unsorted.value];
  const own = (/** @type {string} */ id) => (columns.value.get(id) ?? []).filter(({ category }) => category === id);
  const right = showMap.value ? [] : categories.value.map(({ id }) => own(id));
  return [left, ...right].map((cards) => cards.map(({ id }) => id));
}

/** Chooses the card above or below; without a chosen one the first. @param {-1 | 1} by */
export function stepDown(by) {
  const here = chosen.value;
  const list = lists().find((ids) => here !== null && ids.includes(here));
  if (!list || here === null) return choose(lists().find((ids) => ids.length)?.[0] ?? null);
  choose(list[list.indexOf(here) + by] ?? here);
}

/** Chooses a card in the list before or after that is not empty. @param {-1 | 1} by */
export function stepAcross(by) {
  const all = lists().filter((ids) => ids.length);
  const at = all.findIndex((ids) => chosen.value !== null && ids.includes(chosen.value));
  const list = all[at < 0 ? 0 : at + by];
  if (list) choose(list[0]);
}

/**
 * The card to go on with when these leave their list: the one below, otherwise the one above.
 * @param {string[]} leaving
 */
export function after(leaving) {
  const here = chosen.value;
  const list = lists().find((ids) => here !== null && ids.includes(here)) ?? [];
  const at = here === null ? -1 : list.indexOf(here);
  const stays = (/** @type {string} */ id) => !leaving.includes(id);
  return list.slice(at + 1).find(stays) ?? list.slice(0, Math.max(at, 0)).reverse().find(stays) ?? null;
}

/** Chooses a card and brings the keyboard to it. @param {string | null} id */
export function choose(id) {
  chosen.value = id;
  bringFocus();
}

/** Brings the keyboard to the chosen card, once it is drawn. */
export function bringFocus() {
  requestAnimationFrame(() => {
    if (document.querySelector("dialog[open]") || isTyping() || chosen.value === null) return;
    const face = document.querySelector(`[data-card="${chosen.value}"]:not([data-also="true"]) .card-face`);
    if (!(face instanceof HTMLElement)) return;
    face.focus({ preventScroll: true });
    face.closest("li")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}

/** Somebody types, who must not be interrupted. */
function isTyping() {
  return document.activeElement?.matches("input, textarea, select") ?? false;
}
