// Type that is made smaller where what people said would be cut off: a whole line of the widest letters, or of emoji.
// As small as that no usual line ever gets.

const PLACES = ".stream .card, .spotlight, .alone";
const SIZES = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3];

/** Fits all that stands in a page. @param {ParentNode} page */
export function fitAll(page) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(PLACES))) fit(place);
}

/** @param {HTMLElement} place */
function fit(place) {
  const isCut = (/** @type {number} */ size) => {
    place.style.setProperty("--fitted", String(size));
    return place.scrollHeight > place.clientHeight + 1 || place.scrollWidth > place.clientWidth + 1;
  };
  SIZES.find((size) => !isCut(size));
}
