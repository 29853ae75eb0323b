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
const FORBIDDEN = new RegExp(
  `(?![${SELECTORS}${JOINERS}${ARABIC_SIGNS}])` +
    `[\\p{Cc}\\p{Cs}\\p{Co}\\p{Noncharacter_Code_Point}${HIDDEN}]` +
    `|(?:(?![${SELECTORS}])\\p{M}[${SELECTORS}${JOINERS}]*){9}`,
  "u",
);
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
 * @param {string} text
 * @returns {number}
 */
function codePoints(text) {
  return Array.from(text).length;
}
