// A text in words and what is between them, and which of them are to be masked. Pure.

/**
 * @typedef {{text: string, start: number, end: number, word: boolean}} Piece start and end in code points
 * @typedef {{first: number, last: number}} Run pieces, both ends included
 * @typedef {Run & {what: string}} Part
 * @typedef {{start: number, end: number, what: string}} Span in code points
 */

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

/** What each flag is masked as. @type {Record<string, string>} */
const MASKED_AS = { name: "person", birth_date: "person", postcode: "address", address: "address", insult: "insult" };

/**
 * Where the words lie that were found in a text; none once something of it is masked, since then they lie elsewhere.
 *
 * @type {(all: Piece[], found?: [number, number, string][]) => Part[]}
 */
export function foundParts(all, found = []) {
  if (all.some((piece) => piece.text.includes(MASK))) return [];
  return found.map(([start, end, flag]) => {
    const inside = [...all.keys()].filter((at) => all[at].start < end && all[at].end > start);
    return { first: inside[0], last: inside[inside.length - 1], what: MASKED_AS[flag] ?? "contact" };
  }).filter((part) => part.first !== undefined);
}

/** @type {(run: Run, at: number) => boolean} */
export function holds(run, at) {
  return at >= run.first && at <= run.last;
}

/**
 * A first press chooses a word, a second one all words up to there, a press on the only chosen word none.
 *
 * @type {(run: Run | null, at: number) => Run | null}
 */
export function stretched(run, at) {
  if (!run) return { first: at, last: at };
  if (run.first === at && run.last === at) return null;
  if (at < run.first) return { first: at, last: run.last };
  if (at > run.last) return { first: run.first, last: at };
  return at === run.first || at === run.last ? { first: at, last: at } : { first: run.first, last: at };
}

/** @type {(all: Piece[], parts: Part[]) => Span[]} */
export function spansOf(all, parts) {
  return parts.map(({ first, last, what }) => ({ start: all[first].start, end: all[last].end, what }));
}

/** The text as it will be shown. @type {(all: Piece[], parts: Run[]) => string} */
export function covered(all, parts) {
  const beneath = all.map((_, at) => parts.some((part) => holds(part, at)));
  return all.map((piece, at) => !beneath[at] ? piece.text : beneath[at - 1] ? "" : MASK).join("");
}
