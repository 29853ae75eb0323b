// A text in words and what is between them, and where earlier masks lie in it. Pure.

/** @typedef {{text: string, start: number, end: number, word: boolean}} Piece start and end in code points */

export const MASK = "▮▮▮▮";
const PIECES = /▮+|[\p{L}\p{N}\p{M}@._%+'’/:-]*[\p{L}\p{N}\p{M}]|\s+|\S/gu;

/** Cuts a text into words and what is between them. @param {string} text @returns {Piece[]} */
export function pieces(text) {
  let start = 0;
  return [...text.matchAll(PIECES)].map(([piece]) => {
    const found = { text: piece, start, end: start + [...piece].length, word: !/^(?:\s|▮)/u.test(piece) };
    start = found.end;
    return found;
  });
}

/**
 * From a place in the shown text to the same place in the text underneath, which masks cover.
 * @param {number} shown
 * @param {[start: number, end: number, what: string][]} masks in the text underneath, in order
 */
export function underneath(shown, masks) {
  let shift = 0;
  for (const [start, end] of merged(masks)) {
    if (shown <= start - shift) break;
    shift += end - start - MASK.length;
  }
  return shown + shift;
}

/** Masks that overlap or touch are shown as one. @param {[number, number, string][]} masks */
function merged(masks) {
  /** @type {[number, number][]} */
  const whole = [];
  for (const [start, end] of masks) {
    const last = whole.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else whole.push([start, end]);
  }
  return whole;
}
