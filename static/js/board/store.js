// What the board page knows: the board as the server told it, what was done but not yet confirmed, and what is chosen
// on this page alone. Everything drawn is derived from here.

import { batch, computed, signal } from "@preact/signals";
import { byOrder, change } from "#/shared/board-state.js";
import { arrange, normalised } from "#/shared/board-views.js";

/**
 * @typedef {import("#/shared/board-state.js").Board} Board
 * @typedef {import("#/shared/board-state.js").Card} Card
 * @typedef {import("#/shared/board-state.js").Event} Event
 * @typedef {{key: string, changes: import("#/shared/board-state.js").Change[], revision: number | null}} Guess
 * @typedef {{text: string, undo?: boolean, fault?: boolean}} Told
 * @typedef {{kind: string, card?: Card, cards?: string[], category?: string, near?: DOMRect}} Dialog
 */

/** The board at the last revision heard; set once before the first drawing. */
export const truth = signal(/** @type {Board} */ (/** @type {unknown} */ (null)));
export const guesses = signal(/** @type {Guess[]} */ ([]));
export const board = computed(() => guesses.value.reduce((it, { changes }) => change(it, changes), truth.value));

export const presence = signal(/** @type {import("#/shared/board-state.js").Presence} */ ({ phones: 0 }));
export const connection = signal(/** @type {import("#/shared/live.js").Connection} */ ("connecting"));

export const chosen = signal(/** @type {string | null} */ (null));
export const marked = signal(/** @type {ReadonlySet<string>} */ (new Set()));
export const picking = signal(/** @type {string | null} */ (null)); // the card that looks for its same
/** What the picked card is looked for: its same, what it comes of, what it pulls against. */
export const pickingFor = signal(/** @type {"same" | "cause" | "tension"} */ ("same"));
export const dialog = signal(/** @type {Dialog | null} */ (null));
export const told = signal(/** @type {Told | null} */ (null));
export const query = signal("");
export const onlyQuestion = signal(/** @type {string | null} */ (null));
/** @typedef {{kind: string | null, round: string | null, environment: string | null, telling: boolean}} Only */
/** What else is looked for. @type {Only} */
const NOTHING_ELSE = { kind: null, round: null, environment: null, telling: false };
export const only = signal(NOTHING_ELSE);
export const showMap = signal(false);
export const addingCategory = signal(/** @type {"alone" | "with card" | null} */ (null));
export const renaming = signal(/** @type {string | null} */ (null));
export const flashing = signal(/** @type {ReadonlySet<string>} */ (new Set()));

/** Ids in the order in which they came in while this page was open; kept nowhere else. */
const arrivals = signal(/** @type {string[]} */ ([]));

/** @type {import("#/shared/board-views.js").Arrangement | null} */
let arrangedBefore = null;
const arranged = computed(() => (arrangedBefore = arrange(board.value, arrangedBefore)));

/** Question id → its number, which is also its colour's name. */
export const questionNumbers = computed(() => new Map(board.value.questions.map(({ id, number }) => [id, number])));
export const categories = computed(() => [...board.value.categories].sort(byOrder));
export const categoryNames = computed(() => new Map(board.value.categories.map(({ id, name }) => [id, name])));
export const flagged = computed(() => arranged.value.flagged);
/** How many wait for a decision, wherever they lie. */
export const flaggedCount = computed(() => {
  const waits = (/** @type {Card} */ { gate, status }) => gate === "flagged" && status !== "hidden";
  return [...board.value.oneliners.values()].filter(waits).length;
});
export const hidden = computed(() => arranged.value.hidden);
export const unsortedCount = computed(() => arranged.value.unsorted.length);

/** The unsorted that may be seen: what came in last on top, the rest in an order that says nothing. */
export const unsorted = computed(() => {
  const here = new Map(arranged.value.unsorted.map((card) => [card.id, card]));
  const fresh = arrivals.value.flatMap((id) => here.get(id) ?? []);
  for (const card of fresh) here.delete(card.id);
  return sifted([...fresh.reverse(), ...here.values()]);
});

/** Category id → its cards that may be seen. */
export const columns = computed(() => {
  const { columns: all } = arranged.value;
  return isSifting() ? new Map([...all].map(([id, cards]) => [id, sifted(cards)])) : all;
});

/** Category id → how many cards it holds, seen or not; those that have it as their second are counted elsewhere. */
export const columnSizes = computed(() =>
  new Map(
    [...arranged.value.columns].map(([id, cards]) => [id, cards.filter(({ category }) => category === id).length]),
  )
);

/** Group id → how many cards say the same. */
export const sameSizes = computed(() => {
  const sizes = new Map();
  for (const { same } of board.value.oneliners.values()) if (same) sizes.set(same, (sizes.get(same) ?? 0) + 1);
  return sizes;
});

export const probeTexts = computed(() => new Map(board.value.probes.map(({ id, text }) => [id, text])));

/** The probes asked about a one-liner: its id → their texts. */
export const asked = computed(() => {
  const texts = new Map();
  for (const { oneliner, text } of board.value.probes) if (oneliner) texts.set(oneliner, text);
  return texts;
});

function isSifting() {
  return query.value !== "" || onlyQuestion.value !== null || Object.values(only.value).some(Boolean);
}

/** How many of all may be seen through what is looked for; nothing when nothing is. */
export const sieved = computed(() => {
  if (!isSifting()) return null;
  const shown = [...board.value.oneliners.values()].filter(({ status }) => status !== "hidden");
  return { seen: shown.filter(passes).length, all: shown.length };
});

/** Looks for nothing any more: all is shown. Returns whether there was something. */
export function unsieve() {
  const did = isSifting();
  batch(() => {
    query.value = "";
    onlyQuestion.value = null;
    only.value = NOTHING_ELSE;
  });
  return did;
}

/** @type {(cards: Card[]) => Card[]} */
function sifted(cards) {
  return isSifting() ? cards.filter(passes) : cards;
}

/** @param {Card} card */
function passes(card) {
  if (onlyQuestion.value !== null && card.question !== onlyQuestion.value) return false;
  if (!passesOnly(card, only.value)) return false;
  return searchable(card).includes(normalised(query.value.trim()));
}

/** @type {(card: Card, wanted: Only) => boolean} */
function passesOnly(card, { kind, round, environment, telling }) {
  if (kind && card.kind !== kind) return false;
  if (round && roundOf(card) !== round) return false;
  if (environment && card.environment !== environment) return false;
  return !telling || Boolean(card.telling);
}

/** An interview is no part of a round, as in the exports. @param {Card} card */
function roundOf({ source, round }) {
  return source === "interview" ? "interviews" : String(round ?? 1);
}

/** Whether a card is on the page, so that an act can be meant for it. @param {string} id */
export function isSeen(id) {
  const card = board.value.oneliners.get(id);
  return card !== undefined && card.status !== "hidden" && passes(card);
}

/** @type {WeakMap<Card, string>} */
const searchTexts = new WeakMap();

/** @param {Card} card */
function searchable(card) {
  const known = searchTexts.get(card) ?? normalised(card.text);
  searchTexts.set(card, known);
  return known;
}

/**
 * Takes in what the server told.
 * @param {Board} next
 * @param {Event[]} events
 */
export function hear(next, events) {
  batch(() => {
    truth.value = next;
    guesses.value = guesses.value.filter(({ revision }) => revision === null || revision > next.revision);
    const fresh = events.flatMap(arrived);
    if (fresh.length) arrivals.value = [...arrivals.value, ...fresh];
    flash(events);
    forgetTheGone();
  });
}

/** @type {(event: Event) => string[]} */
function arrived({ type, oneliner }) {
  if (type !== "oneliner_received" && type !== "oneliner_added") return [];
  return [/** @type {Card} */ (oneliner).id];
}

const FLASH = 1600;

/** Shows shortly which cards somebody else changed. @param {Event[]} events */
function flash(events) {
  const me = truth.value.you?.id;
  const ids = events.flatMap(({ by, changes }) => (by && by !== me ? changes ?? [] : [])).flatMap(([entity, id]) =>
    entity === "oneliner" ? [id] : []
  );
  if (!ids.length) return;
  flashing.value = new Set(ids);
  setTimeout(() => (flashing.value = new Set()), FLASH);
}

function forgetTheGone() {
  const cards = board.value.oneliners;
  if (chosen.value !== null && !cards.has(chosen.value)) chosen.value = null;
  if ([...marked.value].some((id) => !cards.has(id))) {
    marked.value = new Set([...marked.value].filter((id) => cards.has(id)));
  }
}
