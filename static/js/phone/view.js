/** The phone's page: what stands where, and how a field and a list behave. It decides nothing. */
import { check, hints, length, LIMIT, tidy } from "#/shared/text.js";

/**
 * @typedef {import("#/phone/outbox.js").Line} Line
 * @typedef {"environment" | "rules" | "lobby" | "questions" | "question" | "paused" | "end"} Step
 * @typedef {Record<string, string | number>} Values
 * @typedef {"withdraw" | "sure" | "keep" | "edit" | "copy"} Act
 * @typedef {{fate: string, acts: Act[]}} Shown how a line stands in the list
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
    this.#oneLine();
    this.#box.removeAttribute("aria-invalid");
    this.#wishes.keep(this.#box.value);
    this.#grow();
    this.#count();
    clearTimeout(this.#hinting);
    if (this.#remark.textContent) this.#hint(); // what was said of another text goes at once
    else this.#hinting = setTimeout(() => this.#hint(), HINT_AFTER);
  }

  /** A pasted line break becomes a space at once, where its writer sees it. */
  #oneLine() {
    const { value, selectionEnd } = this.#box;
    const single = value.replace(LINE_BREAKS, " ");
    if (single === value) return;
    this.#box.value = single;
    const caret = value.slice(0, selectionEnd).replace(LINE_BREAKS, " ").length;
    this.#box.setSelectionRange(caret, caret);
  }

  #grow() {
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight + 2}px`;
  }

  #count() {
    const size = length(tidy(this.#box.value));
    const over = size - LIMIT;
    const tooLong = over > 0;
    this.#counter.textContent = tooLong
      ? sayCount("too_many", over)
      : size >= COUNTER_FROM
      ? sayCount("left", -over)
      : "";
    this.#counter.toggleAttribute("data-over", tooLong);
    this.#button.disabled = tooLong;
    if (tooLong && !this.#wasTooLong) announce(this.#counter.textContent);
    this.#wasTooLong = tooLong;
  }

  #hint() {
    this.remark(hints(this.text).map((hint) => say(`hint_${hint}`)).join(" "));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = tidy(this.#box.value);
    const fault = check(text);
    this.focus();
    if (fault) return this.#refuse(fault);
    clearTimeout(this.#hinting);
    this.#clear();
    this.#wishes.send(text);
  }

  /** @param {string} fault */
  #refuse(fault) {
    const text = say(`no_${fault}`);
    if (fault !== "too_long") this.remark(text);
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

/** The list of one's own lines, the latest on top. */
export class Lines {
  /** @type {Map<string, HTMLElement>} */
  #rows = new Map();
  /** @type {string | null} the line whose withdrawal is to be confirmed */
  #doubted = null;
  #list = part("lines");
  #template = /** @type {HTMLTemplateElement} */ (/** @type {unknown} */ (part("line")));
  #act;
  #made = 0;

  /** @param {(act: Act, key: string) => void} act */
  constructor(act) {
    this.#act = act;
  }

  /**
   * @param {Line[]} lines
   * @param {(line: Line) => Shown} how
   */
  show(lines, how) {
    const gone = new Set(this.#rows.keys());
    for (const line of lines) {
      gone.delete(line.key);
      this.#fill(this.#row(line), line, how(line));
    }
    for (const key of gone) this.#remove(key);
    this.#order(lines);
  }

  /** @param {string} key */
  #remove(key) {
    this.#rows.get(key)?.remove();
    this.#rows.delete(key);
  }

  /** Moves only what is out of place, so that the focus stays where it is. @param {Line[]} lines */
  #order(lines) {
    let after = null;
    for (const { key } of [...lines].reverse()) {
      const row = /** @type {HTMLElement} */ (this.#rows.get(key));
      if (row.nextElementSibling !== after || row.parentElement !== this.#list) this.#list.insertBefore(row, after);
      after = row;
    }
  }

  /** @param {Line} line */
  #row(line) {
    const known = this.#rows.get(line.key);
    if (known) return known;
    const copy = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true));
    const row = /** @type {HTMLElement} */ (copy.firstElementChild);
    const said = /** @type {HTMLElement} */ (row.querySelector(".said"));
    said.id = `line-${this.#made++}`;
    said.textContent = line.text;
    for (const button of row.querySelectorAll("button")) button.setAttribute("aria-describedby", said.id);
    row.addEventListener("click", (event) => this.#clicked(event, line.key));
    this.#rows.set(line.key, row);
    return row;
  }

  /**
   * @param {HTMLElement} row
   * @param {Line} line
   * @param {Shown} shown
   */
  #fill(row, line, { fate, acts }) {
    const place = /** @type {HTMLElement} */ (row.querySelector(".fate"));
    row.dataset.status = line.withdrawing ? "withdrawing" : line.status;
    if (place.textContent !== fate) place.textContent = fate;
    const offered = this.#doubted === line.key && acts.includes("withdraw") ? ["sure", "keep"] : acts;
    for (const button of row.querySelectorAll("button")) button.hidden = !offered.includes(button.dataset.act ?? "");
  }

  /**
   * @param {Event} event
   * @param {string} key
   */
  #clicked(event, key) {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    const act = /** @type {Act} */ (button.dataset.act);
    this.#doubted = act === "withdraw" ? key : null;
    this.#act(act, key);
    const next = { withdraw: "keep", keep: "withdraw" }[/** @type {string} */ (act)];
    if (next) /** @type {HTMLElement} */ (this.#rows.get(key)?.querySelector(`[data-act="${next}"]`))?.focus();
  }
}
