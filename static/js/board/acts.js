// What can be done with one-liners: what it is called, what is said about it, what it sends.

import { batch } from "@preact/signals";
import { perform } from "#/board/acting.js";
import { addCategory, categoryName } from "#/board/category-acts.js";
import { board, chosen, isSeen, marked, picking, pickingFor } from "#/board/store.js";
import { quote, tell } from "#/board/tell.js";
import { after } from "#/board/walk.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/shared/live.js").Answer} Answer */

/** The cards that the next act is for: the marked ones, otherwise the chosen one. */
export function targets() {
  const wanted = marked.value.size ? [...marked.value] : [chosen.value ?? ""];
  return wanted.filter(isSeen);
}

/** Names cards in a sentence: by their text when it is one, by their number otherwise. @param {string[]} ids */
function named(ids) {
  const card = board.value.oneliners.get(ids[0]);
  return ids.length === 1 && card ? say("quoted", { text: quote(card.text) }) : say("oneliners", { count: ids.length });
}

/** @param {(ids: string[]) => void} act */
function forTargets(act) {
  const ids = targets();
  if (ids.length) act(ids);
  else tell(say("choose_first"));
}

/**
 * Lays cards in a category (null: back to the unsorted) and goes on with the next one.
 * @param {string | null} category
 * @param {{ids?: string[], before?: string | null}} [which]
 */
export function sortInto(category, { ids = targets(), before = null } = {}) {
  if (!ids.length) return tell(say("choose_first"));
  const sentence = category === null
    ? say("told_unsorted", { what: named(ids) })
    : say("told_sorted", { what: named(ids), category: categoryName(category) });
  batch(() => {
    if (chosen.value !== null && ids.includes(chosen.value)) chosen.value = after(ids);
    marked.value = new Set();
    perform({ type: "sort", oneliners: ids, category, before }, sentence);
  });
}

/** Lays cards in a second category too, or takes them out of it; they are counted in the first. */
/** @type {(category: string, ids?: string[]) => void} */
export function sortAlso(category, ids = targets()) {
  const cards = ids.flatMap((id) => board.value.oneliners.get(id) ?? [])
    .filter((card) => card.category !== null && card.category !== category);
  if (!cards.length) return tell(say(ids.length ? "also_needs_first" : "choose_first"));
  const oneliners = cards.map(({ id }) => id);
  const lie = cards.every(({ also }) => also === category);
  const sentence = say(lie ? "told_not_also" : "told_also", {
    what: named(oneliners),
    category: categoryName(category),
  });
  perform({ type: "sort_also", oneliners, category: lie ? null : category }, sentence);
}

/** Makes a category for the chosen cards. @param {string} name */
export async function sortIntoNew(name) {
  const ids = targets();
  const category = await addCategory(name);
  if (category) sortInto(category, { ids });
}

export function toggleTelling() {
  forTargets((ids) => {
    const telling = ids.every((id) => board.value.oneliners.get(id)?.telling);
    const sentence = say(telling ? "told_unstarred" : "told_starred", { what: named(ids) });
    perform({ type: telling ? "unstar" : "star", oneliners: ids }, sentence);
  });
}

/** @type {(ids: string[], kind: string, label: string) => void} */
export function setKind(ids, kind, label) {
  perform({ type: "set_kind", oneliners: ids, kind }, say("told_kind", { what: named(ids), kind: label }));
}

/** @type {(ids: string[], reason: string) => void} */
export function hide(ids, reason) {
  const sentence = say("told_hidden", { what: say("oneliners", { count: ids.length }) }); // not what must not be seen
  batch(() => {
    if (chosen.value !== null && ids.includes(chosen.value)) chosen.value = after(ids);
    marked.value = new Set();
    perform({ type: "hide", oneliners: ids, reason }, sentence);
  });
}

/** @param {string[]} ids */
export function show(ids) {
  perform({ type: "show", oneliners: ids }, say("told_shown", { what: named(ids) }));
}

/** @param {string[]} ids */
export function release(ids) {
  perform({ type: "release", oneliners: ids }, say("told_released", { what: named(ids) }), { undo: false });
}

/** @type {(oneliner: string, spans: import("#/board/spans.js").Span[]) => void} */
export function mask(oneliner, [first, ...more]) {
  perform({ type: "mask", oneliner, ...first, ...(more.length ? { more } : {}) }, say("told_masked"));
}

/** @type {(ids: string[]) => void} */
export function markSame(ids) {
  marked.value = new Set();
  const [one, other] = ids.map((id) => named([id]));
  const sentence = ids.length === 2 ? say("told_same_two", { one, other }) : say("told_same", { count: ids.length });
  perform({ type: "mark_same", oneliners: ids }, sentence);
}

/** @param {string[]} ids */
export function markDifferent(ids) {
  perform({ type: "mark_different", oneliners: ids }, say("told_different", { what: named(ids) }));
}

/** With several marked: they are the same. With one: the next one that is picked is its same. */
export function startSame() {
  forTargets((ids) => {
    if (ids.length > 1) return markSame(ids);
    picking.value = ids[0];
    pickingFor.value = "same";
    tell(say("pick_same", { text: quote(board.value.oneliners.get(ids[0])?.text ?? "") }));
  });
}

/** @type {(probe: {oneliner: string | null, text: string, to: string}) => void} */
export function probe({ oneliner, text, to }) {
  perform({ type: "probe", oneliner, text, to }, say(to === "author" ? "told_probed_author" : "told_probed_everyone"), {
    undo: false,
  });
}

/** @type {(fields: Record<string, unknown>) => Promise<Answer>} */
export function addOneliner(fields) {
  return perform({ type: "add_oneliner", ...fields }, say("told_added"), { undo: false });
}
