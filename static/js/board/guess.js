// What an act will change, as far as that can be known before the server says so: shown at once, and taken back
// when the server refuses. What is not guessed here simply shows a moment later.

import { byOrder } from "#/shared/board-state.js";

/**
 * @typedef {import("#/shared/board-state.js").Board} Board
 * @typedef {import("#/shared/board-state.js").Card} Card
 * @typedef {import("#/shared/board-state.js").Change} Change
 * @typedef {Record<string, any> & {type: string}} Act
 */

const STEP = 2 ** 32;

/** @type {Record<string, (board: Board, act: Act) => Change[]>} */
const GUESSES = {
  sort: guessSort,
  sort_also: guessAlso,
  set_kind: (_board, act) => fieldOf(act, "kind", act.kind),
  star: (_board, act) => fieldOf(act, "telling", true),
  unstar: (_board, act) => fieldOf(act, "telling", false),
  hide: (_board, act) => [...fieldOf(act, "status", "hidden"), ...fieldOf(act, "reason", act.reason)],
  release: (_board, act) => fieldOf(act, "gate", "open"),
  rename_category: (_board, act) => [["category", act.category, "name", null, act.name]],
  recolor_category: (_board, act) => [["category", act.category, "color", null, act.color]],
  remove_category: (
    board,
    act,
  ) => [...emptied(board, act.category, null), ["category", act.category, null, null, null]],
  merge_categories: (board, act) => [...emptied(board, act.from, act.into), ["category", act.from, null, null, null]],
  screen: guessScreen,
  open_question: (board, act) => toPhase(board, { phase: "open", question: act.question, ...endOf(board, act) }),
  pause: (board) => toPhase(board, { phase: "paused" }),
  resume: (board) => toPhase(board, { phase: "open" }),
  close_question: (board) => toPhase(board, { phase: "lobby", question: null, ends_at: null, remaining: null }),
};

/** @type {(board: Board, act: Act) => Change[]} */
export function guess(board, act) {
  return GUESSES[act.type]?.(board, act) ?? [];
}

/** @type {(act: Act, field: string, value: unknown) => Change[]} */
function fieldOf(act, field, value) {
  return act.oneliners.map((/** @type {string} */ id) => ["oneliner", id, field, null, value]);
}

/** @type {(board: Board, act: Act) => Change[]} */
function guessSort(board, act) {
  const moving = new Set(act.oneliners);
  const others = [...board.oneliners.values()]
    .filter((card) => card.category === act.category && !moving.has(card.id))
    .sort(byOrder);
  return act.oneliners.flatMap((/** @type {string} */ id, /** @type {number} */ index) => [
    ["oneliner", id, "category", null, act.category],
    ["oneliner", id, "order", null, act.category === null ? restingOrder(id) : placeOf(others, act, index)],
    ["oneliner", id, "also", null, secondAfter(board.oneliners.get(id), act.category)],
  ]);
}

/** A second category needs a first one, and another. @type {(card: Card | undefined, category: string | null) => string | null} */
function secondAfter(card, category) {
  return category === null || card?.also === category ? null : card?.also ?? null;
}

/** @type {(board: Board, act: Act) => Change[]} */
function guessAlso(board, act) {
  const may = (/** @type {string} */ id) => {
    const category = board.oneliners.get(id)?.category ?? null;
    return !act.category || (category !== null && category !== act.category);
  };
  return fieldOf({ ...act, oneliners: act.oneliners.filter(may) }, "also", act.category ?? null);
}

/** @type {(others: Card[], act: Act, index: number) => number} */
function placeOf(others, act, index) {
  const at = act.before ? others.findIndex((card) => card.id === act.before) : -1;
  if (at < 0) return (others[others.length - 1]?.order ?? 0) + STEP * (index + 1);
  const high = others[at].order;
  const low = at > 0 ? others[at - 1].order : high - STEP;
  return low + ((high - low) * (index + 1)) / (act.oneliners.length + 1);
}

/** Where an unsorted one-liner lies: by its random id. @param {string} id */
function restingOrder(id) {
  return Number.parseInt(id.slice(0, 10), 16);
}

/** @type {(board: Board, from: string, into: string | null) => Change[]} */
function emptied(board, from, into) {
  return [...board.oneliners.values()]
    .filter((card) => card.category === from)
    .map((card) => ["oneliner", card.id, "category", from, into]);
}

/** @type {(board: Board, act: Act) => Change[]} */
function guessScreen(board, { type: _type, ...screen }) {
  return [["consultation", board.consultation.id, "screen", null, screen]];
}

/** What the next key pressed in the menu of the conversation is about. */
/** @type {(board: Board, fields: Record<string, unknown>) => Change[]} */
function toPhase(board, fields) {
  return Object.entries(fields).map(([field, value]) => ["consultation", board.consultation.id, field, null, value]);
}

/** The server reckons when a question ends; one that opens anew does not end when the one before would have. */
/** @type {(board: Board, act: Act) => Record<string, null>} */
function endOf(board, act) {
  return board.consultation.question === act.question ? {} : { ends_at: null, remaining: null };
}
