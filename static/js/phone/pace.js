/** How long the phone's mail waits after an answer, so that the server sets the pace and is never crowded. */

/** @typedef {import("#/shared/live.js").Answer} Answer */

const SECOND = 1000;
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
