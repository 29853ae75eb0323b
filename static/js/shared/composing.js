/** What browsers give as the code of a key that an input method took for itself. */
const TAKEN = 229;

/**
 * Whether a press belongs to a word that is being composed. Safari tells so of the Enter that ends it by the code alone.
 *
 * @param {{isComposing?: boolean, keyCode?: number}} press
 */
export function isComposing({ isComposing: composing, keyCode }) {
  return Boolean(composing) || keyCode === TAKEN;
}
