// The server's clock, as far as we know it, and how much time a question has left by it.

import { signal } from "@preact/signals";

const SECOND = 1000;
const LAST = 60;

/** How far our clock is behind the server's, in milliseconds; read off when the board was read. */
let behind = 0;

const ticking = signal(Date.now());
setInterval(() => (ticking.value = Date.now()), SECOND);

/** @param {string | undefined} serverNow */
export function setClock(serverNow) {
  if (serverNow) behind = Date.parse(serverNow) - Date.now();
}

/** The time now; what is drawn with it is drawn again every second. */
export function now() {
  return new Date(ticking.value + behind);
}

/**
 * Gives the time that a question has left; null where it has no limit.
 * @param {import("#/shared/board-state.js").Consultation} consultation
 * @returns {{text: string, last: boolean} | null}
 */
export function timeLeft({ ends_at, remaining, phase }) {
  if (phase === "paused") return remaining === null || remaining === undefined ? null : shown(remaining);
  if (!ends_at) return null;
  return shown(Math.max(0, Math.ceil((Date.parse(ends_at) - now().getTime()) / SECOND)));
}

/** @param {number} seconds */
function shown(seconds) {
  const minutes = String(Math.floor(seconds / 60)).padStart(2, "0");
  return { text: `${minutes}:${String(seconds % 60).padStart(2, "0")}`, last: seconds < LAST };
}
