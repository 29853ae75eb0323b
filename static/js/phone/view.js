/** The phone's page: what stands where, and how a field behaves. It decides nothing. */
import { isComposing } from "#/shared/composing.js";
import { check, hints, length, LIMIT, tidy, withoutUnseen } from "#/shared/text.js";

/**
 * @typedef {"environment" | "rules" | "lobby" | "questions" | "question" | "paused" | "end"} Step
 * @typedef {Record<string, string | number>} Values
 */

const COUNTER_FROM = 100;
const HINT_AFTER = 500;
const LINE_BREAKS = /[\t\n\v\f\r\x85\u2028\u2029]+/g;

/** @type {Record<string, string>} */
const WORDS = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/**
 * A text in the reader's language, with its values filled in.
 *
 * @param {string} key
 * @param {Values} [values]
 */
export function say(key, values = {}) {
  return (WORDS[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * The form for one, for none (where there is one) or for more.
 *
 * @param {string} key
 * @param {number} n
 * @param {Values} [values]
 */
export function sayCount(key, n, values = {}) {
  const form = n === 1 ? `${key}_one` : n === 0 ? `${key}_none` : key;
  return say(form in WORDS ? form : key, { n, ...values });
}

/**
 * @param {string} name
 * @param {ParentNode} [inside]
 * @returns {HTMLElement}
 */
export function part(name, inside = document) {
  return /** @type {HTMLElement} */ (inside.querySelector(`[data-part="${name}"]`));
}

/**
 * @param {string} name
 * @param {string} text
 */
export function write(name, text) {
  const place = part(name);
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Says something to who listens instead of looks.
 *
 * @param {string} text
 */
export function announce(text) {
  write("notice", "");
  requestAnimationFrame(() => write("notice", text));
}

/**
 * Shows one step. The focus follows only when it would get lost.
 *
 * @param {Step} step
 */
export function show(step) {
  const lost = document.activeElement?.closest("[data-step]");
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-step]"))) {
    section.hidden = section.dataset.step !== step;
  }
  if (lost instanceof HTMLElement && lost.hidden) heading(step)?.focus();
}

/** @param {Step} step */
function heading(step) {
  return /** @type {HTMLElement | null} */ (document.querySelector(`[data-step="${step}"] h1`));
}

/** A pasted line break becomes a space at once, where its writer sees it. @param {HTMLTextAreaElement} box */
export function oneLine(box) {
  const { value, selectionEnd } = box;
  const single = value.replace(LINE_BREAKS, " ");
  if (single === value) return;
  box.value = single;
  const caret = value.slice(0, selectionEnd).replace(LINE_BREAKS, " ").length;
  box.setSelectionRange(caret, caret);
}

/**
 * Whether a text is too long, and what is said of its length: nothing while it is short.
 *
 * @param {string} text
 */
export function sizeOf(text) {
  const size = length(tidy(text));
  const over = size - LIMIT;
  if (over > 0) return { tooLong: true, words: sayCount("too_many", over) };
  return { tooLong: false, words: size >= COUNTER_FROM ? sayCount("left", -over) : "" };
}

/** A field for one sentence: grows, counts, hints, and sends on Enter. */
export class Field {
  #form;
  #box;
  #remark;
  #counter;
  #button;
  #wishes;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hinting;
  #wasTooLong = false;
  /** Whether nothing was typed since a text was sent. */
  #hasSent = false;

  /**
   * @param {"write" | "probe"} name
   * @param {object} wishes
   * @param {(text: string) => void} wishes.send
   * @param {(text: string) => void} wishes.keep hears every change, so that nothing typed is lost
   */
  constructor(name, wishes) {
    this.#wishes = wishes;
    this.#form = /** @type {HTMLFormElement} */ (part(`${name}-form`));
    this.#box = /** @type {HTMLTextAreaElement} */ (this.#form.querySelector("textarea"));
    this.#button = /** @type {HTMLButtonElement} */ (this.#form.querySelector("button"));
    this.#remark = /** @type {HTMLElement} */ (this.#form.querySelector(".remark"));
    this.#counter = /** @type {HTMLElement} */ (this.#form.querySelector(".counter"));
    this.#box.addEventListener("input", () => this.#typed());
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    this.#form.addEventListener("submit", (event) => this.#submit(event));
  }

  get text() {
    return this.#box.value;
  }

  /** Puts a text in the field, as if it had been typed. @param {string} text */
  fill(text) {
    if (this.#box.value === text) return;
    this.#box.value = text;
    this.#typed();
  }

  /** @param {string} text */
  remark(text) {
    this.#remark.textContent = text;
  }

  focus() {
    this.#box.focus();
  }

  #typed() {
    this.#hasSent = false;
    oneLine(this.#box);
    this.#box.removeAttribute("aria-invalid");
    this.#wishes.keep(this.#box.value);
    this.#grow();
    this.#count();
    clearTimeout(this.#hinting);
    if (this.#remark.textContent) this.#hint(); // what was said of another text goes at once
    else this.#hinting = setTimeout(() => this.#hint(), HINT_AFTER);
  }

  #grow() {
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight + 2}px`;
  }

  #count() {
    const { tooLong, words } = sizeOf(this.#box.value);
    this.#counter.textContent = words;
    this.#counter.toggleAttribute("data-over", tooLong);
    this.#button.disabled = tooLong;
    if (tooLong && !this.#wasTooLong) announce(words);
    this.#wasTooLong = tooLong;
  }

  #hint() {
    this.remark(hints(this.text).map((hint) => say(`hint_${hint}`)).join(" "));
    this.#offer();
  }

  /** What a paste brought along unseen can't be found by hand. */
  #offer() {
    const text = withoutUnseen(this.text);
    if (!text) return;
    const onclick = () => {
      this.fill(text);
      this.focus();
    };
    const button = { type: "button", className: "button", textContent: say("without_unseen"), onclick };
    this.#remark.append(Object.assign(document.createElement("button"), button));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Enter" || isComposing(event)) return;
    event.preventDefault();
    submit(this.#form);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = tidy(this.#box.value);
    const fault = check(text);
    clearTimeout(this.#hinting); // it would take the reason away
    this.focus();
    if (!text && this.#hasSent) return; // the second press of a double one
    if (fault) return this.#refuse(fault);
    this.#clear();
    this.#hasSent = true;
    this.#wishes.send(text);
  }

  /** @param {string} fault */
  #refuse(fault) {
    const text = say(`no_${fault}`);
    if (fault !== "too_long") this.remark(text);
    this.#offer();
    announce(text);
  }

  #clear() {
    this.#box.value = "";
    this.remark("");
    this.#grow();
    this.#count();
    this.#wishes.keep("");
  }
}

/** As its button does: Safari 15 has no `requestSubmit`. @param {HTMLFormElement} form */
export function submit(form) {
  /** @type {HTMLButtonElement | null} */ (form.querySelector("button:not([type=button])"))?.click();
}
