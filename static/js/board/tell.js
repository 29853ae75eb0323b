// Tells what happened: in a toast for who sees, in a live region for who listens.

import { told } from "#/board/store.js";
import { refusalWords, say } from "#/board/words.js";

const STAYS = 8000;
const FAULT_STAYS = 15000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {string} text
 * @param {{undo?: boolean, fault?: boolean}} [how]
 */
export function tell(text, how = {}) {
  clearTimeout(timer);
  told.value = { text, ...how };
  timer = setTimeout(hush, how.fault ? FAULT_STAYS : STAYS);
}

export function hush() {
  clearTimeout(timer);
  told.value = null;
}

/**
 * Says that something was not done, and why.
 * @param {import("#/shared/live.js").Fault} fault
 */
export function tellFault(fault) {
  tell(fault.message ?? refusalWords(fault.code) ?? say("not_done"), { fault: true });
}

const QUOTED = 60;

/** A text short enough to be named in a sentence. @param {string} text */
export function quote(text) {
  const letters = [...text];
  return letters.length > QUOTED ? `${letters.slice(0, QUOTED - 1).join("").trimEnd()}…` : text;
}
