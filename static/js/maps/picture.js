/** Saves the map's overview as a PNG, made here from the server's own SVG; and opens the browser's print dialog. */
import { part, say } from "#/maps/words.js";

const LARGEST_SIDE = 8000;
const SCALE = 2;

/**
 * @param {string} address
 * @returns {Promise<HTMLImageElement>}
 */
function load(address) {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = failed;
    image.src = address;
  });
}

/**
 * Draws a picture twice as large, as far as a canvas goes.
 *
 * @param {HTMLImageElement} image
 * @returns {Promise<Blob>}
 */
function png(image) {
  const scale = Math.min(SCALE, LARGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => blob ? done(blob) : failed(), "image/png"));
}

/**
 * @param {Blob} file
 * @param {string} name
 */
function hand(file, name) {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {string} key */
function tell(key) {
  const place = part("png-words");
  if (place) place.textContent = say(key);
}

/** @param {HTMLElement} button */
async function save({ dataset: { picture = "", name = "" } }) {
  tell("saving");
  try {
    hand(await png(await load(picture)), name);
    tell("saved");
  } catch {
    tell("failed");
  }
}

const button = part("png");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => save(button));
}

const printing = part("print");
if (printing) {
  printing.hidden = false;
  printing.addEventListener("click", () => print());
}
