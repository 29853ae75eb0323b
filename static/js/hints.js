/**
 * Soft hints for who is typing: they ask for a second look and never stop a one-liner.
 *
 * Without look-behind, which older iPhones lack.
 */

/** @typedef {"two_thoughts"|"name"|"link"} Hint */

const START = "(?:^|[^\\p{L}\\p{N}])";

// The full stop of a title or an initial ends no sentence.
const TITLE_STOP = new RegExp(
  `(${START}(?:dhr|mw|mevr|dr|drs|mr|mrs|ms|ir|ing|prof|st|(?:\\p{L}\\.){0,4}\\p{L}))\\.`,
  "giu",
);

const TWO_THOUGHTS = [
  /[.!?…]["”’)]*\s+["“‘(]*\p{Lu}/u,
  /[。！？]\s*\p{L}/u,
  /\s(?:en ook|plus|and also)\s/iu,
];

const NAME = [
  new RegExp(
    `${START}(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Mm]evr|[Mm]w|[Dd]hr|[Dd]rs?|[Mm]rs?|[Mm]s|[Ii]r|` +
      `[Ii]ng|[Pp]rof|[Jj]uf|[Mm]eester|[Ww]ethouder|[Bb]urgemeester)\\.?\\s+` +
      `(?:(?:van|de|der|den|het|ten|ter|el|al)\\s+){0,3}(?:['’][st]\\s+)?\\p{Lu}`,
    "u",
  ),
  /[\w.+-]{1,64}@[\w-]{1,63}\.\w/,
  // Ten digits of a Dutch number, or anything written with + in front.
  /(?:^|[^\d+])(?:0[\s-]?[1-9](?:[\s-]?\d){8}|\+\d(?:[\s()-]{0,2}\d){7,14})(?!\d)/,
  new RegExp(`${START}[1-9]\\d{3}\\s?[A-Z]{2}(?![\\p{L}\\p{N}])`, "u"),
  new RegExp(
    `${START}\\p{Lu}[\\p{L}'’.-]{0,40}(?:straat|laan|weg|plein|dijk|gracht|kade|singel|pad|hof|` +
      `steeg|dreef|plantsoen|markt|ring|wal)\\s+\\d`,
    "u",
  ),
];

const LINK = [
  /https?:\/\//i,
  new RegExp(`${START}www\\.`, "iu"),
  /(?:^|[^\w@.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:nl|com|org|net|eu|be|de|info|io)(?![\w@-])/i,
];

/**
 * Which hints the text calls for.
 *
 * @param {string} text
 * @returns {Hint[]}
 */
export function hints(text) {
  /** @type {Hint[]} */
  const found = [];
  if (matches(TWO_THOUGHTS, text.replace(TITLE_STOP, "$1"))) found.push("two_thoughts");
  if (matches(NAME, text)) found.push("name");
  if (matches(LINK, text)) found.push("link");
  return found;
}

/**
 * @param {RegExp[]} patterns
 * @param {string} text
 * @returns {boolean}
 */
function matches(patterns, text) {
  return patterns.some((pattern) => pattern.test(text));
}
