// The window the board is in: all of the screen, and how large its text is.

import { signal } from "@preact/signals";
import { tell } from "#/board/tell.js";
import { say } from "#/board/words.js";
import { keep, kept } from "#/shared/kept.js";

export function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => tell(say("no_full_screen")));
}

const SIZES = ["0.85", "0.925", "1", "1.125", "1.25", "1.5", "1.75"];
const SIZE_KEPT = "board-text-size";

/** Makes all text larger or smaller, and remembers it in this browser. @param {-1 | 1} by */
export function resize(by) {
  const now = SIZES.indexOf(keptSize());
  const next = SIZES[Math.min(Math.max(now + by, 0), SIZES.length - 1)];
  keep(SIZE_KEPT, next);
  applySize();
}

function keptSize() {
  const size = kept(SIZE_KEPT) ?? "1";
  return SIZES.includes(size) ? size : "1";
}

export function applySize() {
  document.documentElement.style.setProperty("--text-size", keptSize());
}

const LETTERS_KEPT = "board-letter-keys";

/** Whether one letter, digit or mark alone does something: who speaks to the computer may rather not have that. */
export const lettersAct = signal(kept(LETTERS_KEPT) !== "off");

/** @param {boolean} act */
export function letKeysAct(act) {
  lettersAct.value = act;
  keep(LETTERS_KEPT, act ? "on" : "off");
  applyLetters();
}

/** Keys that do nothing are not shown. */
export function applyLetters() {
  document.documentElement.dataset.letterKeys = lettersAct.value ? "on" : "off";
}
