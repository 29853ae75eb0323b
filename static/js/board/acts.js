// Everything that can be done on the board, in one place: what it is called, what is said about it, what it sends.

import { batch } from "@preact/signals";
import { newKey } from "#/phone/outbox.js";
import { guess } from "#/board/guess.js";
import { board, chosen, guesses, marked, picking, truth } from "#/board/store.js";
import { quote, tell, tellFault } from "#/board/tell.js";
import { say } from "#/board/words.js";
import { after } from "#/board/walk.js";

/**
 * @typedef {import("#/board/guess.js").Act} Act
 * @typedef {import("#/live.js").Answer} Answer
 */

/** @type {{act: (message: any) => Promise<Answer>}} */
let wire;
/** What was said about the acts of this page, by revision, to be repeated when they are undone. @type {Map<number, string>} */
const sentences = new Map();
const SENTENCES_KEPT = 300;

/** @param {{act: (message: any) => Promise<Answer>}} feed */
export function useWire(feed) {
  wire = feed;
}

/**
 * Does an act: shows what it will change, sends it until it is answered, takes it back when it is refused.
 * @param {Act} act
 * @param {string} [sentence] what to tell; nothing when left out
 * @param {{undo?: boolean}} [how] whether it can be undone
 * @returns {Promise<Answer>}
 */
export async function perform(act, sentence, { undo = true } = {}) {
  const key = newKey();
  batch(() => {
    guesses.value = [...guesses.value, { key, changes: guess(board.value, act), revision: null }];
    if (sentence) tell(sentence, { undo });
  });
  const answer = await wire.act({ key, ...act });
  settle(key, answer);
  if (!answer.ok) tellFault(answer.error);
  else if (sentence) remember(answer.revision, sentence);
  return answer;
}

/** @type {(key: string, answer: Answer) => void} */
function settle(key, answer) {
  const waitsFor = answer.ok && answer.revision > truth.value.revision ? answer.revision : null;
  guesses.value = guesses.value.flatMap((it) => {
    if (it.key !== key) return [it];
    return waitsFor === null ? [] : [{ ...it, revision: waitsFor }];
  });
}

/** @type {(revision: number, sentence: string) => void} */
function remember(revision, sentence) {
  sentences.set(revision, sentence);
  if (sentences.size > SENTENCES_KEPT) sentences.delete(sentences.keys().next().value ?? 0);
}

/** The cards that the next act is for: the marked ones, otherwise the chosen one. */
export function targets() {
  if (marked.value.size) return [...marked.value].filter((id) => board.value.oneliners.has(id));
  return chosen.value !== null ? [chosen.value] : [];
}

/** Names cards in a sentence: by their text when it is one, by their number otherwise. @param {string[]} ids */
function named(ids) {
  const card = board.value.oneliners.get(ids[0]);
  return ids.length === 1 && card ? say("quoted", { text: quote(card.text) }) : say("oneliners", { count: ids.length });
}

/** @param {string} id */
function categoryName(id) {
  return board.value.categories.find((category) => category.id === id)?.name ?? "";
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

/**
 * @param {string} name
 * @param {boolean} [withCards] whether the chosen cards go into it
 */
export async function addCategory(name, withCards = false) {
  const ids = withCards ? targets() : [];
  const known = board.value.categories.find((it) => it.name.toLowerCase() === name.toLowerCase());
  if (known) return ids.length ? sortInto(known.id, { ids }) : tell(say("category_exists", { category: known.name }));
  const answer = await perform({ type: "add_category", name }, say("told_category_added", { category: name }));
  if (!answer.ok || !ids.length) return;
  const added = await categoryNamed(name);
  if (added) sortInto(added, { ids });
}

const CATEGORY_WITHIN = 3000;

/** Waits for a category that was just added to be heard of. @param {string} name @returns {Promise<string | null>} */
function categoryNamed(name) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(null), CATEGORY_WITHIN);
    const stop = truth.subscribe((it) => {
      const found = it.categories.find((category) => category.name === name);
      if (found) queueMicrotask(() => done(found.id));
    });
    /** @param {string | null} id */
    function done(id) {
      clearTimeout(timer);
      stop();
      resolve(id);
    }
  });
}

/** @type {(category: string, name: string) => void} */
export function renameCategory(category, name) {
  if (!name || name === categoryName(category)) return;
  perform({ type: "rename_category", category, name }, say("told_renamed", { from: categoryName(category), to: name }));
}

/** @type {(category: string, color: string | null) => void} */
export function recolorCategory(category, color) {
  perform({ type: "recolor_category", category, color }, say("told_recolored", { category: categoryName(category) }));
}

/** @type {(category: string, by: -1 | 1) => void} */
export function moveCategory(category, by) {
  const ids = board.value.categories.map(({ id }) => id);
  const at = ids.indexOf(category) + by;
  if (at < 0 || at >= ids.length) return;
  const before = by < 0 ? ids[at] : ids[at + 1] ?? null;
  perform({ type: "move_category", category, before }, say("told_moved", { category: categoryName(category) }));
}

/** @type {(from: string, into: string) => void} */
export function mergeCategories(from, into) {
  const values = { from: categoryName(from), into: categoryName(into) };
  perform({ type: "merge_categories", from, into }, say("told_merged", values));
}

/** @param {string} category */
export function removeCategory(category) {
  perform({ type: "remove_category", category }, say("told_removed", { category: categoryName(category) }));
}

export function toggleTelling() {
  forTargets((ids) => {
    const telling = ids.every((id) => board.value.oneliners.get(id)?.telling);
    const sentence = say(telling ? "told_unstarred" : "told_starred", { what: named(ids) });
    perform({ type: telling ? "unstar" : "star", oneliners: ids }, sentence);
  });
}

/** @type {(ids: string[], reason: string) => void} */
export function hide(ids, reason) {
  const sentence = say("told_hidden", { what: named(ids) });
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

/** @type {(oneliner: string, span: {start: number, end: number, what: string}) => void} */
export function mask(oneliner, span) {
  perform({ type: "mask", oneliner, ...span }, say("told_masked"));
}

/** @type {(ids: string[]) => void} */
export function markSame(ids) {
  marked.value = new Set();
  perform({ type: "mark_same", oneliners: ids }, say("told_same", { count: ids.length }));
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

/** What it undoes is told when the event says which act it was. */
export function undo() {
  perform({ type: "undo" });
}

export function redo() {
  perform({ type: "redo" });
}

/** Tells of our own undoing, which act it was about. @param {import("#/board-state.js").Event[]} events */
export function hearOwn(events) {
  for (const { type, by, of } of events) {
    if ((type !== "undone" && type !== "redone") || by !== truth.value.you?.id) continue;
    const what = sentences.get(of ?? 0);
    tell(what ? say(`told_${type}_what`, { what }) : say(`told_${type}`), { undo: type === "redone" });
  }
}
