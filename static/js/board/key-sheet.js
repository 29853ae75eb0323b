// Which key does what.

import { html } from "#/board/html.js";
import { Sheet } from "#/board/sheet.js";
import { icon } from "#/board/icon.js";
import { resize, toggleFull } from "#/board/window.js";
import { say } from "#/board/words.js";

/** @type {[keys: string[], words: string][]} */
const KEYS = [
  [["↑", "↓"], "key_walk"],
  [["←", "→"], "key_across"],
  [["1", "…", "9", "0", "A", "…"], "key_sort"],
  [["Shift", "1", "…", "A", "…"], "key_also"],
  [["N"], "key_new"],
  [["Space"], "key_mark"],
  [["Enter"], "key_menu"],
  [["P"], "key_probe"],
  [["M"], "key_mask"],
  [["H"], "key_hide"],
  [["="], "key_same"],
  [["*"], "key_star"],
  [["Z"], "key_undo"],
  [["Shift", "Z"], "key_redo"],
  [["/"], "key_search"],
  [["F2"], "key_rename"],
  [["B"], "key_blank"],
  [["Q"], "key_join"],
  [["F"], "key_full"],
  [["+", "−"], "key_size"],
  [["Esc"], "key_escape"],
  [["?"], "key_keys"],
];

/** @param {{near?: DOMRect}} it */
export function KeySheet({ near: _near }) {
  return html`
    <${Sheet} title=${say("keys_title")} wide=${true}>
      <dl class="keys">${KEYS.map(([keys, words]) =>
        html`
          <div key=${words}>
            <dt>${keys.map((key) =>
              key === "…" ? " … " : html`<kbd>${say(`name_${key}`) === `name_${key}` ? key : say(`name_${key}`)}</kbd>`
            )}</dt>
            <dd>${say(words)}</dd>
          </div>
        `
      )}</dl>
      <p class="quiet">${say("keys_also")}</p>
      <p class="row">
        <button type="button" class="small-button" onClick=${() => resize(1)}>${icon("plus")}${say("larger")}</button>
        <button type="button" class="small-button" onClick=${() => resize(-1)}>${icon("minus")}${say(
          "smaller",
        )}</button>
        <button type="button" class="small-button" onClick=${toggleFull}>${icon("screen")}${say("key_full")}</button>
      </p>
      <//>
  `;
}
