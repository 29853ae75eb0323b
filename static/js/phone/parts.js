/** Fills the parts of the phone's page. It decides nothing. */
import { announce, part, say, write } from "#/phone/view.js";

/**
 * @typedef {import("#/phone/outbox.js").Line} Line
 * @typedef {"online" | "connecting" | "away"} Reach
 */

const WORDS_AFTER = 2000;

/** @param {import("#/phone/memory.js").Question} question */
export function fillQuestion({ number, of, title, text }) {
  part("question").dataset.question = String(number);
  write("number", `${number}/${of}`);
  write("number-words", say("question", { number, of }));
  write("title", title);
  write("text", text);
}

/** @param {Line[]} earlier one's own answers to the question before */
export function fillEarlier(earlier) {
  part("earlier").hidden = !earlier.length;
  const items = earlier.map(({ text }) =>
    Object.assign(document.createElement("li"), { textContent: text, dir: "auto" })
  );
  part("earlier-lines").replaceChildren(...items);
}

/** @param {import("#/phone/memory.js").Probe} probe @param {Line | undefined} own the line that it asks about */
export function fillProbe({ text }, own) {
  write("probe-title", say(own ? "probe_own" : "probe_everyone"));
  write("probe-line", own?.text ?? "");
  part("probe-line").hidden = !own;
  write("probe-text", text);
}

/** The sign of how well the server is reached: a dot at once, words only when it lasts. */
export class Sign {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #wording;
  #changed;

  /** @param {() => void} changed hears that the words came or went */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {Reach} how */
  show(how) {
    const dot = part("connection");
    if (dot.dataset.state === how) return;
    dot.dataset.state = how;
    write("connection-words", say(how));
    clearTimeout(this.#wording);
    if (how === "online") this.#showAway(false);
    else this.#wording = setTimeout(() => this.#showAway(true), WORDS_AFTER);
  }

  /** Takes it away: there is no more to reach. */
  close() {
    clearTimeout(this.#wording);
    part("connection").hidden = true;
    part("away").hidden = true;
  }

  /** @param {boolean} away */
  #showAway(away) {
    const banner = part("away");
    if (banner.hidden === !away) return;
    banner.hidden = !away;
    announce(away ? banner.textContent ?? "" : say("back"));
    this.#changed();
  }
}
