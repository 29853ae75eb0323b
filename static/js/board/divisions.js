// The divisions of a track: several ways to divide the same one-liners. One lies open on all boards and screens.

import { useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { perform } from "#/board/acting.js";
import { board } from "#/board/store.js";
import { menuItem, Sheet, thenClose } from "#/board/sheet.js";
import { say } from "#/board/words.js";

const LONGEST = 60;

/** @typedef {{id: string, name: string}} Division */

/** @param {{near?: DOMRect}} it */
export function Divisions({ near }) {
  const { division, divisions = [] } = board.value;
  return html`
    <${Sheet} title=${say("divisions_title")} near=${near}>
      <p class="quiet">${say("divisions_why")}</p>
      <ul class="menu">
          ${divisions.map((one) =>
            menuItem({
              name: "board",
              text: one.name,
              current: one.id === division?.id,
              act: thenClose(() => open(one)),
            })
          )}
        </ul>
      <${NewDivision} names=${divisions.map(({ name }) => name)} />
      <//>
  `;
}

/** Lays another division open, for everybody. @param {Division} division */
function open({ id, name }) {
  if (id === board.value.division?.id) return;
  perform({ type: "use_division", division: id }, say("told_division_used", { division: name }), { undo: false });
}

/** Makes one beside the open one; it is opened by choosing it. @param {{names: string[]}} it */
function NewDivision({ names }) {
  const [name, setName] = useState("");
  const known = names.some((one) => one.toLowerCase() === name.trim().toLowerCase());
  const add = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!name.trim() || known) return;
    const division = name.trim();
    perform({ type: "add_division", name: division }, say("told_division_added", { division }), { undo: false });
    setName("");
  };
  return html`
    <form class="row" onSubmit=${add}>
      <label class="field grow"><span>${say("division_new")}</span>
        <input class="input" value=${name} maxlength=${LONGEST} autocomplete="off" aria-invalid=${known}
          aria-describedby="division-note" onInput=${(/** @type {any} */ event) =>
            setName(event.target.value)} /></label>
      <button type="submit" class="button" disabled=${!name.trim() || known}>${say("division_add")}</button>
      <p id="division-note" class="quiet" aria-live="polite">${known
        ? say("division_known")
        : say("division_empty")}</p>
    </form>
  `;
}
