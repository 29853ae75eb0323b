// The map on the screen: categories by questions, with counts. Rows that do not fit are told, not shrunk.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { say } from "#/board/words.js";
import { mapRows } from "#/board-state.js";
import { board } from "#/screen/state.js";

/** @typedef {ReturnType<typeof mapRows>[number]} Row */

export function Overview() {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const [fits, setFits] = useState(Infinity);
  const { questions } = board.value;
  const rows = mapRows(board.value);
  const [sorted, unsorted] = [rows.slice(0, -1), rows[rows.length - 1]];
  const shown = sorted.slice(0, fits);
  useLayoutEffect(() => {
    const again = () => setFits(rowsThatFit(frame.current));
    again();
    document.fonts?.ready.then(again);
    addEventListener("resize", again);
    return () => removeEventListener("resize", again);
  }, [sorted.length, unsorted.said > 0]);
  return html`
    <h1 class="map-title theme">${board.value.consultation.theme ?? say("map")}</h1>
    <div class="map-frame" ref=${frame}>
      <table class="map">
        <thead>
          <tr><td></td>${questions.map(({ id, number, title }) =>
            html`
              <th scope="col" key=${id}
                data-question=${number}><span class="question-number">${number}</span> ${title}</th>
            `
          )}</tr>
        </thead>
        <tbody>${shown.map(row)}${unsorted.said > 0 && row(unsorted)}</tbody>
      </table>
    </div>
    <p class="foot">${shown.length < sorted.length && html`
      <b>${say("more_categories", { count: sorted.length - shown.length })}</b> ·
    `}${say("map_foot")}</p>
  `;
}

/** @param {Row} it */
function row({ category, cells }) {
  return html`<tr key=${category?.id ?? "unsorted"}>
    <th scope="row" dir="auto">${category?.name ?? say("unsorted")}</th>
    ${
    cells.map(({ question, remarks, said }, at) =>
      html`
        <td key=${question} data-question=${board.value.questions[at].number} data-gap=${!said}
          style=${{ "--depth": `${Math.min(4 + said * 2, 30)}%` }}>${said ? remarks : say("gap")}</td>
      `
    )
  }
  </tr>`;
}

/** How many categories fit beside the head and the row of the unsorted. @param {HTMLElement | null} frame */
function rowsThatFit(frame) {
  const rows = /** @type {HTMLElement[]} */ ([...(frame?.querySelectorAll("tbody tr") ?? [])]);
  const head = frame?.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  if (!frame || !rows.length) return Infinity;
  const tallest = Math.max(...rows.map((row) => row.getBoundingClientRect().height));
  const room = Math.floor((frame.clientHeight - head) / tallest);
  return room >= rows.length ? Infinity : Math.max(1, room - 1);
}
