// What can be seen of a board: where each card lies, how often something was said, the map. Pure.

import { byOrder } from "#/shared/board-state.js";
import { threaded } from "#/shared/threads.js";

/**
 * @typedef {import("#/shared/board-state.js").Board} Board
 * @typedef {import("#/shared/board-state.js").Card} Card
 * @typedef {import("#/shared/board-state.js").Category} Category
 */

/**
 * @typedef {{unsorted: Card[], flagged: Card[], hidden: Card[], columns: ReadonlyMap<string, Card[]>}} Arrangement
 *
 * Sorts every card into the place where it is shown. A list that did not change is the same array as `before`'s.
 * @param {Board} board
 * @param {Arrangement | null} [before]
 * @returns {Arrangement}
 */
export function arrange(board, before = null) {
  const columns = new Map(board.categories.map((category) => [category.id, /** @type {Card[]} */ ([])]));
  const places = {
    unsorted: /** @type {Card[]} */ ([]),
    flagged: /** @type {Card[]} */ ([]),
    hidden: /** @type {Card[]} */ ([]),
  };
  const seconds = new Map(board.categories.map(({ id }) => [id, /** @type {Card[]} */ ([])]));
  for (const card of board.oneliners.values()) {
    placeOf(card, columns, places).push(card);
    secondPlace(card, seconds)?.push(card);
  }
  for (const list of [...columns.values(), ...seconds.values(), ...Object.values(places)]) list.sort(byOrder);
  return {
    unsorted: kept(before?.unsorted, places.unsorted),
    flagged: kept(before?.flagged, places.flagged),
    hidden: kept(before?.hidden, places.hidden),
    columns: new Map([...columns].map(([id, list]) => {
      return [id, kept(before?.columns.get(id), [...threaded(list), ...(seconds.get(id) ?? [])])];
    })),
  };
}

/** @type {(card: Card, columns: Map<string, Card[]>, places: Record<"unsorted" | "flagged" | "hidden", Card[]>) => Card[]} */
function placeOf(card, columns, places) {
  if (card.status === "hidden") return places.hidden;
  const column = card.category === null ? undefined : columns.get(card.category);
  return column ?? (card.gate === "flagged" ? places.flagged : places.unsorted);
}

/** The cards of a second category, after its own. @type {(card: Card, seconds: Map<string, Card[]>) => Card[] | undefined} */
function secondPlace({ status, category, also }, seconds) {
  if (status === "hidden" || !also || also === category || !seconds.has(category ?? "")) return undefined;
  return seconds.get(also);
}

/** @type {(before: Card[] | undefined, now: Card[]) => Card[]} */
function kept(before, now) {
  const same = before?.length === now.length && now.every((card, index) => card === before[index]);
  return same && before ? before : now;
}

/**
 * Counts cards as remarks: those marked the same are one remark, said more often.
 * @param {Iterable<Card>} cards
 * @returns {{remarks: number, said: number}}
 */
export function tally(cards) {
  const remarks = new Set();
  let said = 0;
  for (const card of cards) {
    remarks.add(card.same ?? card.id);
    said += 1;
  }
  return { remarks: remarks.size, said };
}

/**
 * @typedef {{
 *   category: string | null, question: string, remarks: number, said: number, also: number, quote: Card | null,
 * }} Cell
 *
 * Gives the map: a row for each category and last the unsorted, a cell for each question. Hidden ones are left out.
 * `also` are those that lie here as in a second category: they are counted in their first. `quote` is a telling
 * one-liner where there is one. A cell with nothing said is a gap.
 * @param {Board} board
 * @returns {{category: Category | null, said: number, cells: Cell[]}[]}
 */
export function mapRows(board) {
  const shown = [...board.oneliners.values()].filter((card) => card.status !== "hidden").sort(byOrder);
  const known = new Set(board.categories.map((category) => category.id));
  const rowOf = (
    /** @type {Card} */ card,
  ) => (card.category !== null && known.has(card.category) ? card.category : null);
  return [...board.categories, null].map((category) => {
    const cards = shown.filter((card) => rowOf(card) === (category?.id ?? null));
    const also = category ? shown.filter((card) => card.also === category.id && rowOf(card) !== null) : [];
    const cells = board.questions.map((question) => ({
      ...cellOf(cards, category?.id ?? null, question.id),
      also: also.filter((card) => card.question === question.id).length,
    }));
    return { category, said: cards.length, cells };
  });
}

/** @type {(cards: Card[], category: string | null, question: string) => Omit<Cell, "also">} */
function cellOf(cards, category, question) {
  const here = cards.filter((card) => card.question === question);
  return { category, question, ...tally(here), quote: here.find((card) => card.telling) ?? here[0] ?? null };
}

/**
 * How many one-liners came in, for one question or for all.
 * @param {Board} board
 * @param {string | null} [question]
 */
export function receivedCount(board, question = null) {
  if (question !== null) return board.received[question] ?? 0;
  return Object.values(board.received).reduce((sum, count) => sum + count, 0);
}

/**
 * The copy of a text that search compares; never shown.
 * @param {string} text
 */
export function normalised(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
