/** The list of one's own lines on the phone's page, each with its fate and what can be done with it. It decides nothing. */
import { part } from "#/phone/view.js";

/**
 * @typedef {import("#/phone/outbox.js").Line} Line
 * @typedef {"withdraw" | "sure" | "keep" | "edit" | "copy"} Act
 * @typedef {{fate: string, acts: Act[]}} Shown how a line stands in the list
 */

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

/** Puts a text on the clipboard. @param {string} text */
export async function copy(text) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyByHand(text);
}

/** On plain http there is no clipboard to write to. @param {string} text */
function copyByHand(text) {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}
