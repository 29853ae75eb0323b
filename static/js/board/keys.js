// The keyboard. Ignored while somebody types, and while a dialog asks something.

import { redo, undo } from "#/board/acting.js";
import * as acts from "#/board/acts.js";
import { LABELS } from "#/board/labels.js";
import { toggleProjection } from "#/board/projection.js";
import { analysing } from "#/board/relations.js";
import {
  addingCategory,
  board,
  categories,
  chosen,
  dialog,
  marked,
  picking,
  query,
  renaming,
  unsieve,
} from "#/board/store.js";
import { sameByKey, takeSuggestion } from "#/board/suggest.js";
import { bringFocus, stepAcross, stepDown } from "#/board/walk.js";
import { hush, tell } from "#/board/tell.js";
import { lettersAct, resize, toggleFull } from "#/board/window.js";
import { say } from "#/board/words.js";
import { isComposing } from "#/shared/composing.js";
import { keyOf } from "#/shared/pressed.js";

/** @type {Record<string, (event: KeyboardEvent) => void>} */
const KEYS = {
  ArrowDown: () => stepDown(1),
  ArrowUp: () => stepDown(-1),
  ArrowRight: () => stepAcross(1),
  ArrowLeft: () => stepAcross(-1),
  " ": toggleMark,
  n: () => (addingCategory.value = acts.targets().length ? "with card" : "alone"),
  p: () => (dialog.value = { kind: "probe", card: chosenCard() }),
  m: () => withCard((card) => (dialog.value = { kind: "mask", card })),
  h: () => withCard(() => (dialog.value = { kind: "hide", cards: acts.targets() })),
  "=": sameByKey,
  "*": acts.toggleTelling,
  z: (event) => (event.shiftKey ? redo() : undo()),
  "/": () => document.getElementById("search")?.focus(),
  "?": () => (dialog.value = { kind: "keys" }),
  o: () => openUnder("phases"),
  s: () => openUnder("screens"),
  b: () => toggleProjection("blank"),
  q: () => toggleProjection("join"),
  f: toggleFull,
  "+": () => resize(1),
  "-": () => resize(-1),
  F2: renameHere,
  Escape: escape,
};

/** What is for a room with people in it. */
if (analysing) { for (const key of ["p", "o", "s", "b", "q"]) delete KEYS[key]; }

/** @param {KeyboardEvent} event */
export function onKey(event) {
  if (!board.value || document.querySelector("dialog[open]") || isComposing(event)) return;
  if (isTyping(event.target)) return void (event.key === "Escape" && leaveField(event));
  const key = keyOf(event);
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return void (key === "z" && does(event, KEYS.z));
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (!lettersAct.value && key.length === 1 && key !== " ") return;
  if (key === "Enter") return enter(event);
  if (key === " " && !onCard(event.target)) return;
  if (event.repeat && !key.startsWith("Arrow")) return event.preventDefault(); // a key held down does it once
  const second = KEYS[key] ? -1 : LABELS.indexOf(withoutShift(event));
  if (second >= 0) return does(event, () => byLabel(second, acts.sortAlso));
  const label = LABELS.indexOf(key.toUpperCase());
  if (label >= 0) return does(event, () => byLabel(label, acts.sortInto));
  if (KEYS[key]) does(event, KEYS[key]);
}

/** A button acts on Space when it is let go; on a card Space marks, nothing else. @param {KeyboardEvent} event */
export function onKeyUp(event) {
  if (event.key === " " && onCard(event.target)) event.preventDefault();
}

/** @type {(event: KeyboardEvent, act: (event: KeyboardEvent) => void) => void} */
function does(event, act) {
  event.preventDefault();
  act(event);
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement &&
    target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
}

/** @param {EventTarget | null} target */
function onCard(target) {
  return target instanceof HTMLElement && (target.matches(".card-face") || target === document.body);
}

/** Enter takes the first suggestion for the chosen card; without one it opens what can be done with it. */
/** @param {KeyboardEvent} event */
function enter(event) {
  if (!onCard(event.target) || picking.value) return;
  withCard((card) => {
    event.preventDefault();
    if (takeSuggestion()) return bringFocus();
    dialog.value = { kind: "card", card };
  });
}

/** @param {KeyboardEvent} event */
function leaveField(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.id === "search") query.value = "";
  target.blur();
  bringFocus();
}

function chosenCard() {
  return chosen.value === null ? undefined : board.value.oneliners.get(chosen.value);
}

/** @param {(card: import("#/shared/board-state.js").Card) => void} act */
function withCard(act) {
  const card = chosenCard();
  if (card) act(card);
  else tell(say("choose_first"));
}

/** The label that is pressed with Shift; where digits are typed with Shift they are digits, and this is none. */
/** @param {KeyboardEvent} event */
function withoutShift(event) {
  const { shiftKey, key, code } = event;
  if (!shiftKey || /^\d$/.test(key)) return "";
  return /^Digit\d$/.test(code) ? code.slice(-1) : keyOf(event).toUpperCase();
}

/** @type {(label: number, act: (category: string) => void) => void} */
function byLabel(label, act) {
  const category = categories.value[label];
  if (!category) return tell(say("no_such_category", { key: LABELS[label] }));
  act(category.id);
  bringFocus();
}

function toggleMark() {
  if (chosen.value === null) return;
  const next = new Set(marked.value);
  if (!next.delete(chosen.value)) next.add(chosen.value);
  marked.value = next;
  stepDown(1);
}

/** Opens a menu of the bar where its button is. @param {string} kind */
function openUnder(kind) {
  dialog.value = { kind, near: document.querySelector(`[data-opens=${kind}]`)?.getBoundingClientRect() };
}

function renameHere() {
  const column = document.activeElement?.closest("[data-category]")?.getAttribute("data-category");
  if (column) renaming.value = column;
  else tell(say("rename_how"));
}

function escape() {
  hush();
  if (picking.value) return void (picking.value = null);
  if (marked.value.size) return void (marked.value = new Set());
  if (unsieve()) return;
  chosen.value = null;
}
