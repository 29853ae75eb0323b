// How to run a consultation, in the order of doing it, and which key does what.

import { html } from "#/board/html.js";
import { Sheet } from "#/board/sheet.js";
import { icon } from "#/board/icon.js";
import { letKeysAct, lettersAct, resize, toggleFull } from "#/board/window.js";
import { say } from "#/board/words.js";

/** @type {[keys: string[], words: string][]} */
const STEPS = [
  [["S"], "step_screen"],
  [["Q"], "step_join"],
  [["O", "1"], "step_open"],
  [["↓", "1"], "step_sort"],
  [["N"], "step_new"],
  [["P"], "step_probe"],
  [["M", "H"], "step_mask"],
  [["Z"], "step_undo"],
  [["S"], "step_show"],
  [["O", "X"], "step_close"],
  [["O", "2"], "step_next"],
  [["O", "P"], "step_break"],
  [["S", "↓"], "step_map"],
  [["O", "↓"], "step_end"],
];

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
  [["O"], "key_open"],
  [["S"], "key_screen"],
  [["B"], "key_blank"],
  [["Q"], "key_join"],
  [["F"], "key_full"],
  [["+", "−"], "key_size"],
  [["Tab"], "key_tab"],
  [["Esc"], "key_escape"],
  [["?"], "key_keys"],
];

/** @param {string[]} keys */
function caps(keys) {
  return keys.map((key) =>
    key === "…" ? " … " : html`
      <kbd data-alone=${ALONE.test(key)}>${NAMED.includes(key) ? say(`name_${key}`) : key}</kbd>
    `
  );
}

const NAMED = ["Space", "Shift"];
/** What does nothing where letters by themselves don't. */
const ALONE = /^[^←↑→↓]$|^Shift$/;

/** @param {{near?: DOMRect}} it */
export function KeySheet({ near: _near }) {
  return html`
    <${Sheet} title=${say("keys_title")} wide="most">
      <p>${say("steps_why")}</p>
      <label class="tick"><input type="checkbox" checked=${lettersAct.value} onChange=${(/** @type {any} */ event) =>
        letKeysAct(event.target.checked)} /> ${say("keys_letters")}</label>
      <p class="quiet" role="status">${lettersAct.value ? "" : say("keys_letters_off")}</p>
      <ol class="steps">${STEPS.map(([keys, words]) =>
        html`<li key=${words}><span class="pressed">${caps(keys)}</span><span>${say(words)}</span></li>`
      )}</ol>
      <h3>${say("keys_all")}</h3>
      <dl class="keys">${KEYS.map(([keys, words]) =>
        html`
          <div key=${words}>
            <dt>${caps(keys)}</dt>
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
