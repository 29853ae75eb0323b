// Long words in narrow heads: where they may be broken, so that they never break without a hyphen. Browsers have their
// own tables for `hyphens: auto`, but many are without those of Dutch, and then break anywhere.

const SOFT_HYPHEN = "\u00AD";
const LONG = 9;
const SHORTEST_END = 4;
const SHORTEST_PIECE = 3;
const VOWEL = "aeiouyàáâäèéêëìíîïòóôöùúûü";
const BETWEEN_VOWELS = new RegExp(`([${VOWEL}])([^${VOWEL}]+)(?=[${VOWEL}])`, "giu");
/** What begins the next syllable: the last consonant, or what is spoken as one. */
const ONSET = /(?:s?ch|ph|th|[bcdfgkpt]r|[bcfgkp]l|.)$/iu;

/** Gives a text whose long words say where they may be broken: after a syllable, as Dutch and English have it. */
/** @param {string} text */
export function softened(text) {
  return text.replace(/\p{L}+/gu, (word) => (word.length < LONG ? word : inPieces(word).join(SOFT_HYPHEN)));
}

/** @param {string} word */
function inPieces(word) {
  const pieces = [];
  let from = 0;
  for (const { 1: vowel, 2: consonants, index = 0 } of word.matchAll(BETWEEN_VOWELS)) {
    const at = index + vowel.length + consonants.search(ONSET);
    if (at < SHORTEST_END || at - from < SHORTEST_PIECE || word.length - at < SHORTEST_END) continue;
    pieces.push(word.slice(from, at));
    from = at;
  }
  return [...pieces, word.slice(from)];
}
