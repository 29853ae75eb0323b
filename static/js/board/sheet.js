// A dialog of the page's own: menus and questions. Escape and a press beside it close it; focus goes back by itself.

import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "#/board/html.js";
import { Alerts } from "#/board/alerts.js";
import { icon } from "#/board/icon.js";
import { dialog } from "#/board/store.js";
import { isComposing } from "#/shared/composing.js";
import { keyOf } from "#/shared/pressed.js";
import { bringFocus } from "#/board/walk.js";
import { say } from "#/board/words.js";

export function closeDialog() {
  dialog.value = null;
  bringFocus();
}

/** What is at hand when a dialog opens: what it asks, before the button that closes it. */
const FIRST = "form .input, .menu .menu-item, .mask-word";

/** @param {{title: string, near?: DOMRect, wide?: boolean | "most", children?: any}} it */
export function Sheet({ title, near, wide = false, children }) {
  const frame = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    const element = frame.current;
    element?.showModal();
    if (element && near) place(element, near);
    if (element) comeIn(element);
    return () => element?.close();
  }, []);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element && !element.contains(document.activeElement)) comeIn(element); // what had the keyboard is gone
  });
  return html`
    <dialog class="sheet" data-wide=${wide} data-near=${Boolean(near)} aria-labelledby="sheet-title" ref=${frame}
      onCancel=${cancelled} onClick=${pressed} onKeyDown=${typed}>
        <header class="sheet-head">
          <h2 id="sheet-title">${title}</h2>
          <button type="button" class="sheet-close" aria-label=${say("close_dialog")} onClick=${closeDialog}>${icon(
            "cross",
          )}</button>
        </header>
        ${children}
        <${Alerts} />
      </dialog>
  `;
}

/** @param {HTMLElement} element */
function comeIn(element) {
  const first = element.querySelector("[autofocus]") ?? element.querySelector(FIRST);
  /** @type {HTMLElement | null} */ (first)?.focus();
}

/** @param {Event} event */
function cancelled(event) {
  event.preventDefault();
  closeDialog();
}

/** @param {MouseEvent} event */
function pressed(event) {
  const element = event.currentTarget;
  if (event.target !== element || !(element instanceof HTMLElement) || !event.detail) return;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const inside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
  if (!inside) closeDialog();
}

const LINES = "button.menu-item:not([disabled]), a.menu-item, .menu-item input";
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows walk through a menu; a key that stands on a line of it does what the line does. @param {KeyboardEvent} event */
function typed(event) {
  const { target, currentTarget } = event;
  const key = keyOf(event);
  if (event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return;
  if (!(target instanceof HTMLElement) || target.matches("input:not([type=checkbox]), textarea, select")) return;
  const frame = /** @type {HTMLElement} */ (currentTarget);
  const items = /** @type {HTMLElement[]} */ ([...frame.querySelectorAll(LINES)]);
  const step = /** @type {Record<string, number>} */ (STEPS)[key];
  const found = step
    ? items[(items.indexOf(target) + step + items.length) % items.length]
    : items.find((item) => item.dataset.key === key.toUpperCase());
  if (!found) return;
  event.preventDefault();
  event.stopPropagation(); // by then the dialog may be closed, and the page would take the key for its own
  if (step) found.focus();
  else if (!event.repeat) found.click();
}

const GAP = 8;

/** Puts a menu under what it belongs to, inside the window. @type {(element: HTMLElement, near: DOMRect) => void} */
function place(element, near) {
  const { width, height } = element.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, near.right - width), innerWidth - width - GAP);
  const below = near.bottom + GAP / 2;
  const top = below + height + GAP <= innerHeight
    ? below
    : Math.max(GAP, Math.min(near.top - height - GAP / 2, innerHeight - height - GAP));
  element.style.setProperty("left", `${Math.max(GAP, left)}px`);
  element.style.setProperty("top", `${top}px`);
}

/**
 * One line of a menu: what it does, and the key that does the same.
 * @typedef {{name: string, text: string, key_?: string, act: () => void, current?: boolean, kind?: string}} Item
 * @param {Item & {disabled?: boolean}} it
 */
export function menuItem({ name, text, key_ = "", act, current = false, kind = "", disabled = false }) {
  return html`<li><button type="button" class="menu-item" data-kind=${kind} data-key=${key_} aria-current=${
    current ? "true" : undefined
  } disabled=${disabled} onClick=${act}>
    ${icon(name)}<span>${text}</span>${key_ && html`<kbd>${key_}</kbd>`}
  </button></li>`;
}

/** Closes the menu, then does it. @type {(act: () => void) => () => void} */
export function thenClose(act) {
  return () => {
    closeDialog();
    act();
  };
}
