// The map on the screen: categories by questions, with counts. Rows that do not fit are told, not shrunk.

import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "#/board/html.js";
import { say } from "#/board/words.js";
import { mapRows } from "#/board-views.js";
import { board } from "#/screen/state.js";

/** @typedef {ReturnType<typeof mapRows>[number]} Row */

export function Overview() {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const more = useRef(/** @type {HTMLElement | null} */ (null));
  const { consultation, questions } = board.value;
  const rows = mapRows(board.value).filter(({ category, said }) => category || said);
  useLayoutEffect(() => {
    const again = () => frame.current && more.current && fitRows(frame.current, more.current);
    again();
    document.fonts?.ready.then(again);
    addEventListener("resize", again);
    return () => removeEventListener("resize", again);
  });
  return html`
    <h1 class="map-title theme" dir="auto">${consultation.theme ?? say("map")}</h1>
    <div class="map-frame" ref=${frame}>
      <table class="map">
        <thead>
          <tr>
            <td></td>
            ${questions.map(({ id, number, title }) =>
              html`
                <th scope="col" key=${id}
                  data-question=${number}><span class="question-number">${number}</span> ${title}</th>
              `
            )}
          </tr>
        </thead>
        <tbody>${rows.map(row)}</tbody>
      </table>
    </div>
    <p class="foot"><b ref=${more}></b>${say("map_foot")}</p>
  `;
}

/** @param {Row} it */
function row({ category, cells }) {
  return html`<tr key=${category?.id ?? "unsorted"} data-category=${category?.id}>
    <th scope="row" dir="auto">${category?.name ?? say("unsorted")}</th>
    ${
    cells.map(({ question, remarks, said, also }, at) =>
      html`<td key=${question} data-question=${board.value.questions[at].number} data-gap=${!said} style=${{
        "--depth": `${Math.min(4 + said * 2, 30)}%`,
      }}>${said ? remarks : also ? "" : say("gap")}${
        also > 0 && html`
          <span class="also" title=${say("also")}>↔${also}</span>
        `
      }</td>`
    )
  }
  </tr>`;
}

/** Leaves out the last categories that do not fit, never the unsorted; says how many. */
/** @type {(frame: HTMLElement, more: HTMLElement) => void} */
function fitRows(frame, more) {
  const rows = /** @type {HTMLElement[]} */ ([...frame.querySelectorAll("tbody tr[data-category]")]);
  const table = /** @type {HTMLElement} */ (frame.querySelector("table"));
  for (const each of rows) each.hidden = false;
  let shown = rows.length;
  while (shown > 1 && table.offsetHeight > frame.clientHeight) rows[--shown].hidden = true;
  const left = rows.length - shown;
  more.textContent = left ? `${say("more_categories", { count: left })} · ` : "";
}
