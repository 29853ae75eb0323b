// Who else works on this board: which one-liner they have chosen, and what they do with the one that is chosen here.

import { computed, signal } from "@preact/signals";
import { chosen, truth } from "#/board/store.js";
import { quote, tell } from "#/board/tell.js";
import { say } from "#/board/words.js";

/**
 * @typedef {{by: string, name: string, oneliner: string | null}} Holding
 * @typedef {import("#/shared/board-state.js").Event} Event
 */

/** Facilitator id → what they have chosen, as long as we are connected. */
const holdings = signal(/** @type {ReadonlyMap<string, Holding>} */ (new Map()));

/** One-liner id → the name of somebody else who has chosen it. */
export const holders = computed(() => {
  const found = new Map();
  for (const { by, name, oneliner } of holdings.value.values()) {
    if (oneliner && by !== truth.value.you?.id) found.set(oneliner, name);
  }
  return found;
});

/** @param {Holding} holding */
export function hearHolding(holding) {
  holdings.value = new Map([...holdings.value, [holding.by, holding]]);
}

/** Without a connection nobody knows what the others have chosen. */
export function forgetHoldings() {
  if (holdings.value.size) holdings.value = new Map();
}

/** Tells what somebody else did with the one-liner that is chosen here. @param {Event[]} events */
export function hearOthers(events) {
  for (const event of events) {
    if (event.by && event.by !== truth.value.you?.id && isAboutChosen(event)) tell(sentence(event));
  }
}

/** @param {Event} event */
function isAboutChosen({ changes }) {
  return (changes ?? []).some(([entity, id]) => entity === "oneliner" && id === chosen.value);
}

/** @param {Event} event */
function sentence({ by, changes }) {
  const values = { who: nameOf(by), what: say("quoted", { text: quote(chosenText()) }) };
  const moved = (changes ?? []).find(([, id, field]) => id === chosen.value && field === "category");
  const category = truth.value.categories.find(({ id }) => id === moved?.[4]);
  if (category) return say("other_sorted", { ...values, category: category.name });
  return say(moved ? "other_unsorted" : "other_changed", values);
}

/** @param {string | null | undefined} id */
function nameOf(id) {
  return holdings.value.get(id ?? "")?.name ?? say("somebody");
}

function chosenText() {
  return truth.value.oneliners.get(chosen.value ?? "")?.text ?? "";
}
