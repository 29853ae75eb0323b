/** A published map on a phone that took part: marks its own one-liners, from its own storage. Nothing is sent. */
import { part, say } from "#/maps/words.js";

const KEPT = /^facilitator:[^:]+:said$/;

/**
 * The ids of what was said with this phone, in whichever consultation.
 *
 * @returns {Set<string>}
 */
function said() {
  try {
    const names = Object.keys(localStorage).filter((name) => KEPT.test(name));
    return new Set(names.flatMap((name) => JSON.parse(localStorage.getItem(name) ?? "[]")));
  } catch {
    return new Set(); // no storage here, or nothing of ours in it
  }
}

/** @param {HTMLElement} place */
function mark(place) {
  place.toggleAttribute("data-mine", true);
  place.append(" ", Object.assign(document.createElement("b"), { className: "yours", textContent: say("yours") }));
}

/** @param {number} n */
function tell(n) {
  const notice = part("mine");
  const words = part("mine-words");
  if (!notice || !words) return;
  words.textContent = say(n === 0 ? "mine_none" : n === 1 ? "mine_one" : "mine", { n });
  notice.hidden = false;
}

const mine = said();
if (mine.size) {
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-oneliner]")]);
  const own = places.filter(({ dataset }) => mine.has(dataset.oneliner ?? ""));
  own.forEach(mark);
  if (places.length) tell(new Set(own.map(({ dataset }) => dataset.oneliner)).size);
}
