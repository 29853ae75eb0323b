// What the screen knows: the board as far as it may be shown, who is here, and since when it heard nothing.

import { batch, computed, signal } from "@preact/signals";
import { byOrder } from "#/shared/board-state.js";

/**
 * @typedef {import("#/shared/board-state.js").Board} Board
 * @typedef {import("#/shared/board-state.js").Card} Card
 * @typedef {import("#/shared/board-state.js").Event} Event
 */

const STALE_AFTER = 10_000;

export const board = signal(/** @type {Board} */ (/** @type {unknown} */ (null)));
export const phones = signal(0);
export const stale = signal(false);
export const refused = signal(false);

/** Ids in the order in which they came in while this page was open; kept nowhere else. */
const arrivals = signal(/** @type {string[]} */ ([]));

/** The question that was opened last while this page was open: the one that is shown after it was closed. */
const openedLast = signal(/** @type {string | null} */ (null));

let heardAt = Date.now();

/** Notes that the server is there. */
export function heard() {
  heardAt = Date.now();
  stale.value = false;
}

setInterval(() => (stale.value = Date.now() - heardAt > STALE_AFTER), 1000);

/**
 * Takes in what the server told.
 * @param {Board} next
 * @param {Event[]} events
 */
export function hear(next, events) {
  batch(() => {
    board.value = next;
    openedLast.value = next.consultation.question ?? openedLast.value;
    const fresh = events.flatMap(arrived);
    if (fresh.length) arrivals.value = [...arrivals.value, ...fresh];
  });
}

/** @type {(event: Event) => string[]} */
function arrived({ type, oneliner, put }) {
  if (type === "oneliner_received" || type === "oneliner_added") return [/** @type {Card} */ (oneliner).id];
  return type === "released" ? (put ?? []).map(({ id }) => id) : [];
}

export const projection = computed(() => board.value.consultation.screen ?? { mode: "join" });

/** The question the room is at, or was at last. In a questionnaire people are at all of them: none but what is chosen. */
export const question = computed(() => {
  const { consultation, questions } = board.value;
  const cell = projection.value.mode === "cell" || projection.value.mode === "spotlight";
  const shown = cell || consultation.self_paced
    ? projection.value.question
    : consultation.question ?? openedLast.value ?? projection.value.question;
  return questions.find(({ id }) => id === shown) ?? null;
});

/** Until something of a later round is there, earlier ones are names only: they must not lead who speaks now. */
export const namesOnly = computed(() => {
  const { consultation, oneliners } = board.value;
  const round = consultation.round ?? 1;
  return round > 1 && ![...oneliners.values()].some((card) => card.round === round);
});

/** Every card in its order; of the question at hand, where there is one. */
export const cardsAtHand = computed(() => {
  const all = [...board.value.oneliners.values()].sort(byOrder);
  const wanted = question.value?.id;
  return wanted ? all.filter((card) => card.question === wanted) : all;
});

/** The last ones that came in, latest first; before anything came in while we looked, any. @param {number} count */
export function latest(count) {
  if (namesOnly.value) return [];
  const here = new Map(cardsAtHand.value.map((card) => [card.id, card]));
  const fresh = arrivals.value.flatMap((id) => here.get(id) ?? []).reverse();
  for (const card of fresh) here.delete(card.id);
  return [...fresh, ...[...here.values()].reverse()].slice(0, count);
}
