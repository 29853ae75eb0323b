// What can be done with categories.

import { perform } from "#/board/acting.js";
import { board, truth } from "#/board/store.js";
import { tell } from "#/board/tell.js";
import { say } from "#/board/words.js";

/** @param {string} id */
export function categoryName(id) {
  return board.value.categories.find((category) => category.id === id)?.name ?? "";
}

/**
 * Adds a category, or finds the one that has this name.
 * @param {string} name
 * @returns {Promise<string | null>} its id; null when it was refused
 */
export async function addCategory(name) {
  const known = board.value.categories.find((it) => it.name.toLowerCase() === name.toLowerCase());
  if (known) {
    tell(say("category_exists", { category: known.name }));
    return known.id;
  }
  const answer = await perform({ type: "add_category", name }, say("told_category_added", { category: name }));
  return answer.ok ? categoryNamed(name) : null;
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
