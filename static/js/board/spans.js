// A text in words and what is between them. Pure.

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
