// Dragging cards between and within lists. Nothing of the page moves but a copy under the pointer and a mark where it
// would fall; the board itself changes by the act alone.

import { sortInto } from "#/board/acts.js";
import { chosen, marked } from "#/board/store.js";

/** @typedef {{category: string, before: string | null, mark: Element}} Place */

const EDGE = 56;
const SPEED = 14;

/** @type {(card: HTMLElement, down: PointerEvent) => void} */
export function startDrag(card, down) {
  const id = card.dataset.card ?? "";
  const ids = marked.value.has(id) ? [...marked.value] : [id];
  chosen.value = id;
  const drag = new Drag(card, ids, down);
  drag.begin();
}

class Drag {
  #listening = new AbortController();
  /** @type {Place | null} */
  #place = null;
  #ghost;
  #ids;
  #pointer;
  #at;
  #grip;
  #frame = 0;

  /** @type {new (card: HTMLElement, ids: string[], down: PointerEvent) => Drag} */
  constructor(/** @type {HTMLElement} */ card, /** @type {string[]} */ ids, /** @type {PointerEvent} */ down) {
    const { left, top, width } = card.getBoundingClientRect();
    this.#ids = ids;
    this.#pointer = down.pointerId;
    this.#at = { x: down.clientX, y: down.clientY };
    this.#grip = { x: down.clientX - left, y: down.clientY - top };
    this.#ghost = ghostOf(card, ids.length, width);
  }

  begin() {
    const { signal } = this.#listening;
    addEventListener("pointermove", (event) => this.#moved(event), { signal });
    addEventListener("pointerup", (event) => event.pointerId === this.#pointer && this.#drop(), { signal });
    addEventListener("pointercancel", (event) => event.pointerId === this.#pointer && this.#end(), { signal });
    addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    addEventListener("touchmove", (event) => event.preventDefault(), { signal, passive: false });
    addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    document.body.append(this.#ghost);
    document.documentElement.dataset.dragging = "true";
    this.#follow();
  }

  /** @param {PointerEvent} event */
  #moved(event) {
    if (event.pointerId === this.#pointer) this.#at = { x: event.clientX, y: event.clientY };
  }

  /** Once a frame: the copy follows, the lists scroll at their edges, the mark shows where it would fall. */
  #follow() {
    this.#ghost.style.setProperty("translate", `${this.#at.x - this.#grip.x}px ${this.#at.y - this.#grip.y}px`);
    scrollAtEdges(this.#at);
    this.#mark(placeAt(this.#at, this.#ids));
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  /** @param {Place | null} place */
  #mark(place) {
    if (place?.mark === this.#place?.mark && place?.before === this.#place?.before) return;
    unmark();
    place?.mark.setAttribute("data-drop", place.before === null ? "end" : "before");
    this.#place = place;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  }

  #drop() {
    const place = placeAt(this.#at, this.#ids);
    this.#end();
    if (!place) return;
    const category = place.category || null;
    sortInto(category, { ids: this.#ids, before: category ? place.before : null });
  }

  #end() {
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    this.#ghost.remove();
    unmark();
    delete document.documentElement.dataset.dragging;
    swallowClick();
  }
}

function unmark() {
  document.querySelector("[data-drop]")?.removeAttribute("data-drop");
}

/** The click that follows a drag chooses nothing. */
function swallowClick() {
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }));
}

/** @type {(card: HTMLElement, count: number, width: number) => HTMLElement} */
function ghostOf(card, count, width) {
  const ghost = document.createElement("div");
  ghost.className = "ghost";
  ghost.setAttribute("aria-hidden", "true");
  ghost.textContent = card.querySelector(".card-text")?.textContent ?? "";
  ghost.style.setProperty("inline-size", `${width}px`);
  if (count > 1) ghost.dataset.count = String(count);
  return ghost;
}

/** Where a card let go here would fall; null where it would fall beside the board. */
/** @type {(at: {x: number, y: number}, ids: string[]) => Place | null} */
function placeAt({ x, y }, ids) {
  const under = document.elementFromPoint(x, y);
  const list = under?.closest("[data-category]");
  if (!list) return null;
  const category = list.getAttribute("data-category") ?? "";
  if (!category) return { category, before: null, mark: list };
  const next = [...list.querySelectorAll("[data-card]:not([data-also='true'])")]
    .filter((card) => !ids.includes(card.getAttribute("data-card") ?? ""))
    .find((card) => y < middle(card));
  return { category, before: next?.getAttribute("data-card") ?? null, mark: next ?? list };
}

/** @param {Element} card */
function middle(card) {
  const { top, height } = card.getBoundingClientRect();
  return top + height / 2;
}

/** @param {{x: number, y: number}} at */
function scrollAtEdges({ x, y }) {
  for (const list of scrollersAt(x, y)) {
    const { left, right, top, bottom } = list.getBoundingClientRect();
    list.scrollBy(pull(x, left, right), pull(y, top, bottom));
  }
}

/** @type {(x: number, y: number) => Element[]} */
function scrollersAt(x, y) {
  const found = [];
  let element = document.elementFromPoint(x, y)?.closest("[data-scrolls]");
  while (element) {
    found.push(element);
    element = element.parentElement?.closest("[data-scrolls]");
  }
  return found;
}

/** @type {(at: number, from: number, to: number) => number} */
function pull(at, from, to) {
  if (at < from + EDGE) return -SPEED;
  return at > to - EDGE ? SPEED : 0;
}
