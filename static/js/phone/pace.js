/** How long the phone's mail waits after an answer, so that the server sets the pace and is never crowded. */

/** @typedef {import("#/shared/live.js").Answer} Answer */

const SECOND = 1000;
const SHORTEST_PAUSE = 0.3 * SECOND;
const MEAN_PAUSE = 2 * SECOND;
const LONGEST_PAUSE = 15 * SECOND;
const FIRST_WAIT = 2 * SECOND;
const LONGEST_WAIT = 30 * SECOND;
const AGAIN_LATER = ["no_answer", "internal", "try_later"];

/**
 * How long to wait after an answer before the next try, in milliseconds; 0 when it settles the matter.
 *
 * @param {Answer} answer
 * @param {{failures: number, chance: number}} so in a row before this one; 0 to 1, so that phones spread
 * @returns {number}
 */
export function waitAfter(answer, { failures, chance }) {
  if (answer.ok) return 0;
  const { code, retry_after: after = 1 } = answer.error;
  if (code === "too_fast") return Math.max(0.2, after) * SECOND * (1 + 0.1 * chance);
  if (!AGAIN_LATER.includes(code)) return 0;
  const doubled = Math.min(FIRST_WAIT * 2 ** failures, LONGEST_WAIT);
  return doubled * (1 + 0.25 * chance);
}

/**
 * How long to wait between two lines that waited both, in milliseconds: as long as between two people's, so mostly short
 * and now and then long.
 *
 * @param {number} chance 0 to 1
 * @returns {number}
 */
export function pauseBetween(chance) {
  return Math.min(SHORTEST_PAUSE - MEAN_PAUSE * Math.log(1 - Math.min(chance, 0.9999)), LONGEST_PAUSE);
}
