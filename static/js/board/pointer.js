// Presses and drags, by mouse, pen or finger, heard once for all cards and categories.

import { markSame, sortInto } from "#/board/acts.js";
import { startDrag } from "#/board/drag.js";
import { relate } from "#/board/relations.js";
import { board, chosen, dialog, marked, picking, pickingFor, renaming } from "#/board/store.js";

/** Whether the last press on a category laid cards in it: then a second one, quickly after, does the same again. */
let lastPressSorted = false;

/** @param {MouseEvent} event */
export function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const near = target.closest("button")?.getBoundingClientRect();
  const id = target.closest("[data-card]")?.getAttribute("data-card");
  if (id && target.closest(".card-menu")) return openCardMenu(id, near);
  if (id && target.closest(".card-face")) return pressCard(id, event);
  const category = target.closest("[data-category]")?.getAttribute("data-category") ?? null;
  if (category && target.closest(".column-menu")) return void (dialog.value = { kind: "category", category, near });
  if (category && target.closest(".column-target")) pressCategory(category, event);
}

/** @type {(id: string, near: DOMRect | undefined) => void} */
function openCardMenu(id, near) {
  const card = board.value.oneliners.get(id);
  if (!marked.value.has(id)) {
    marked.value = new Set();
    chosen.value = id;
  }
  dialog.value = { kind: "card", card, near };
}

/** @type {(id: string, event: MouseEvent) => void} */
function pressCard(id, event) {
  const first = picking.value;
  if (first) {
    picking.value = null;
    if (first !== id) picked(first, id);
    return;
  }
  if (marked.value.size || event.ctrlKey || event.metaKey || event.shiftKey) toggleMark(id);
  chosen.value = id;
}

/** @type {(first: string, second: string) => void} */
function picked(first, second) {
  if (pickingFor.value === "same") markSame([first, second]);
  else relate(pickingFor.value, first, second);
}

/** The first card that is marked takes the chosen one along. @param {string} id */
function toggleMark(id) {
  const next = new Set(marked.value.size || chosen.value === null ? marked.value : [chosen.value]);
  if (!next.delete(id)) next.add(id);
  marked.value = next;
}

/** @type {(category: string, event: MouseEvent) => void} */
function pressCategory(category, event) {
  const hasCards = chosen.value !== null || marked.value.size > 0;
  if (event.detail > 1 && !lastPressSorted) return void (renaming.value = category);
  lastPressSorted = hasCards;
  sortInto(category);
}

const MOUSE_MOVES = 6;
const FINGER_MOVES = 10;
const LONG_PRESS = 260;

/** A mouse drags once it has moved; a finger once it has rested, so that a list can still be scrolled. */
/** @param {PointerEvent} down */
export function onPointerDown(down) {
  const card = /** @type {Element} */ (down.target).closest(".card");
  if (
    !(card instanceof HTMLElement) || down.button !== 0 || /** @type {Element} */
    (down.target).closest(".card-menu, .row")
  ) return;
  const isFinger = down.pointerType === "touch";
  const timer = isFinger ? setTimeout(begin, LONG_PRESS) : undefined;
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener("pointermove", moved, { signal });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, stop, { signal });

  /** @param {PointerEvent} event */
  function moved(event) {
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
    if (far < (isFinger ? FINGER_MOVES : MOUSE_MOVES)) return;
    if (isFinger) stop();
    else begin();
  }

  function begin() {
    stop();
    startDrag(/** @type {HTMLElement} */ (card), down);
  }

  function stop() {
    clearTimeout(timer);
    listening.abort();
  }
}
