// How much time a question has left, by the server's clock.

import { computed, signal } from "@preact/signals";
import { board, truth } from "#/board/store.js";

const SECOND = 1000;
const LAST = 60;

const now = signal(Date.now());
setInterval(() => (now.value = Date.now()), SECOND);

/** How far our clock is behind the server's, in milliseconds; read off when the board was read. */
let behind = 0;

/** @param {string | undefined} serverNow */
export function setClock(serverNow) {
  if (serverNow) behind = Date.parse(serverNow) - Date.now();
}

export const timeLeft = computed(() => {
  if (!truth.value) return null;
  const { ends_at, remaining, phase } = /** @type {any} */ (board.value.consultation);
  if (phase === "paused") return remaining === null || remaining === undefined ? null : shown(remaining);
  if (!ends_at) return null;
  return shown(Math.max(0, Math.ceil((Date.parse(ends_at) - now.value - behind) / SECOND)));
});

/** @param {number} seconds */
function shown(seconds) {
  const minutes = String(Math.floor(seconds / 60)).padStart(2, "0");
  return { text: `${minutes}:${String(seconds % 60).padStart(2, "0")}`, last: seconds < LAST };
}
