// Which key was pressed, on any keyboard.

/** @typedef {{key: string, code?: string, shiftKey?: boolean}} Press */

/** Marks that a layout without them gives another sign, by their place on the keyboard: alone, and with Shift. */
/** @type {Record<string, [string, string]>} */
const MARKS = { Slash: ["/", "?"], Equal: ["=", "+"], Minus: ["-", "_"] };

/** What the digits give with Shift where most programs type without one: told so, it is meant. */
const OVER_DIGITS = ")!@#$%^&*(";

/**
 * The key by the name that our own keys have: small letters, digits, marks. Where the layout gives no such sign, as of
 * Cyrillic, Greek or Arabic, or of digits that ask for Shift (AZERTY), it is told by its place on the keyboard.
 *
 * @param {Press} press
 */
export function keyOf({ key, code = "", shiftKey = false }) {
  if ([...key].length > 1 && !/^[A-Z]/.test(key)) return byPlace(code, shiftKey) ?? key;
  if (key.length > 1) return key;
  if (/^Digit\d$/.test(code) && !shiftKey && key !== OVER_DIGITS[Number(code.slice(-1))]) return code.slice(-1);
  if (/^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  return byPlace(code, shiftKey) ?? key;
}

/** @type {(code: string, shiftKey: boolean) => string | undefined} */
function byPlace(code, shiftKey) {
  if (/^Key[A-Z]$/.test(code)) return code.slice(-1).toLowerCase();
  if (/^Digit\d$/.test(code) && !shiftKey) return code.slice(-1);
  return MARKS[code]?.[shiftKey ? 1 : 0];
}
