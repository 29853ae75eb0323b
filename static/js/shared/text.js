/**
 * What counts as a one-liner's text, while it is being typed: the rules of
 * facilitator/domain/text.py, bound to them by tests/wire/text_cases.json.
 *
 * The server decides; a browser with older Unicode tables may count a rare script differently.
 */

/** Most extended grapheme clusters, which is what a reader calls characters. */
export const LIMIT = 140;

const MOST_CODE_POINTS = 1000;

const BREAKS = "\\t\\n\\v\\f\\r\\x85\\u2028\\u2029";
const SELECTORS = "\\u180b-\\u180d\\u180f\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}";
const JOINERS = "\\u200c\\u200d";
// Format characters by category, yet drawn around or before the digits that follow them.
const ARABIC_SIGNS = "\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}";
const HIDDEN = "\\p{Cf}\\p{Default_Ignorable_Code_Point}";

const SOMETHING_VISIBLE = new RegExp(
  `[${ARABIC_SIGNS}]|[^\\p{White_Space}\\p{Cc}${HIDDEN}\\u2800]`,
  "u",
);
const OUTER_SPACE = /^\p{White_Space}|\p{White_Space}$/u;
const BREAK = new RegExp(`[${BREAKS}]`);
const FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu;
const UNSEEN = `(?![${SELECTORS}${JOINERS}${ARABIC_SIGNS}])` +
  `[\\p{Cc}\\p{Cs}\\p{Co}\\p{Noncharacter_Code_Point}${HIDDEN}]`;
const FORBIDDEN = new RegExp(
  `${UNSEEN}|(?:(?![${SELECTORS}])\\p{M}[${SELECTORS}${JOINERS}]*){9}`,
  "u",
);
const FLAG_OR_UNSEEN = new RegExp(`(${FLAG.source})|${UNSEEN}`, "gu");
const SPACES_AND_BREAKS = new RegExp(`[ ${BREAKS}]+`, "g");
// What joins the cluster before it, where the browser can't tell: marks, joined and toned emoji,
// tags, the later parts of a Hangul syllable, two vowels of Thai and Lao.
const JOINED =
  /\u200d\p{Extended_Pictographic}|[\p{M}\p{Emoji_Modifier}\u200c\u200d\u{e0020}-\u{e007f}\u1160-\u11ff\u0e33\u0eb3]/gu;
const TWO_INDICATORS = /\p{Regional_Indicator}{2}/gu;

/** @typedef {"empty"|"outer_space"|"not_one_line"|"forbidden_characters"|"too_long"} TextCode */

const SEGMENTER = typeof Intl !== "undefined" && Intl.Segmenter ? new Intl.Segmenter() : null;

/**
 * Tell why the text would be refused; null when it may be sent exactly as it is.
 *
 * @param {string} text
 * @returns {TextCode | null}
 */
export function check(text) {
  const size = codePoints(text);
  if (size > MOST_CODE_POINTS) return "too_long";
  if (!SOMETHING_VISIBLE.test(text)) return "empty";
  if (OUTER_SPACE.test(text)) return "outer_space";
  if (BREAK.test(text)) return "not_one_line";
  if (FORBIDDEN.test(text.replace(FLAG, "\u{1f3f4}"))) return "forbidden_characters";
  if (size > LIMIT && length(text) > LIMIT) return "too_long";
  return null;
}

/**
 * Count the extended grapheme clusters; nearly so where the browser has no segmenter.
 *
 * @param {string} text
 * @param {Intl.Segmenter | null} [segmenter]
 * @returns {number}
 */
export function length(text, segmenter = SEGMENTER) {
  if (segmenter) return Array.from(segmenter.segment(text)).length;
  const rest = text.replace(JOINED, "").replace(TWO_INDICATORS, "x");
  return Math.max(codePoints(rest), Math.min(text.length, 1));
}

/**
 * What the phone does, visibly, before sending: break or tab to one space, ends trimmed.
 *
 * @param {string} text
 * @returns {string}
 */
export function tidy(text) {
  return text.replace(SPACES_AND_BREAKS, (run) => BREAK.test(run) ? " " : run).trim();
}

/**
 * The text without what can't be seen, to be offered; null where that is not why it would be refused, or not enough.
 *
 * @param {string} text
 * @returns {string | null}
 */
export function withoutUnseen(text) {
  const tidied = tidy(text);
  const seen = tidy(tidied.replace(FLAG_OR_UNSEEN, "$1"));
  return seen !== tidied && !check(seen) ? seen : null;
}

/**
 * @param {string} text
 * @returns {number}
 */
function codePoints(text) {
  return Array.from(text).length;
}

// Soft hints for who is typing: they ask for a second look and never stop a one-liner.
// Without look-behind, which older iPhones lack.

/** @typedef {"two_thoughts"|"name"|"link"} Hint */

const START = "(?:^|[^\\p{L}\\p{N}])";

const TITLES = "[Mm]evr|[Mm]w|[Dd]hr|[Dd]rs?|[Mm]rs?|[Mm]s|[Ii]r|[Ii]ng|[Pp]rof";

// The full stop of a title or an initial ends no sentence.
const TITLE_STOP = new RegExp(
  `(${START}(?:${TITLES}|st|(?:\\p{L}\\.){0,4}\\p{L}))\\.`,
  "giu",
);

const TWO_THOUGHTS = [
  /[.!?…]["”’)]*\s+["“‘(]*\p{Lu}/u,
  /[。！？]\s*\p{L}/u,
  /\s(?:en ook|plus|and also)\s/iu,
];

const NAME = [
  new RegExp(
    `${START}(?:${TITLES}|[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Jj]uf|[Mm]eester|[Ww]ethouder|[Bb]urgemeester)\\.?\\s+` +
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
  new RegExp(`https?://|${START}www\\.`, "iu"),
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
