// The window the board is in: all of the screen, and how large its text is.

import { tell } from "#/board/tell.js";
import { say } from "#/board/words.js";

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
  localStorage.setItem(SIZE_KEPT, next);
  applySize();
}

function keptSize() {
  const kept = localStorage.getItem(SIZE_KEPT) ?? "1";
  return SIZES.includes(kept) ? kept : "1";
}

export function applySize() {
  document.documentElement.style.setProperty("--text-size", keptSize());
}
