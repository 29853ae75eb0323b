// The map on the screen: categories by questions, with counts. Rows that do not fit are told, not shrunk.

import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "#/board/html.js";
import { say } from "#/board/words.js";
import { mapRows } from "#/shared/board-views.js";
import { board, namesOnly } from "#/screen/state.js";
import { Whole } from "#/screen/whole.js";

/** @typedef {ReturnType<typeof mapRows>[number]} Row */

export function Overview() {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const more = useRef(/** @type {HTMLElement | null} */ (null));
  const { consultation, questions } = board.value;
  const rows = mapRows(board.value).filter(({ category, said }) => category || (said && !namesOnly.value));
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
                  data-question=${number}><span class="question-number">${number}</span> <${Whole} text=${title} /></th>
              `
            )}
          </tr>
        </thead>
        <tbody>${rows.map(row)}</tbody>
      </table>
    </div>
    <footer class="foot feet">
      <p><b ref=${more}></b>${say(namesOnly.value ? "names_only" : "map_foot")}</p>
      ${!namesOnly.value && html`<p class="counted">${countedWords()}</p>`}
    </footer>
  `;
}

/** All that came in, in all rounds: what is shown, what is not shown yet and what is not shown. It always adds up. */
function countedWords() {
  const { counts, oneliners } = board.value;
  if (!counts) return "";
  const masked = [...oneliners.values()].filter(({ status }) => status === "masked").length;
  const shown = say("count_shown", { count: oneliners.size });
  const waiting = counts.received - oneliners.size - counts.hidden;
  const parts = [
    masked ? `${shown} ${say("count_masked", { count: masked })}` : shown,
    ...(waiting ? [say("count_waiting", { count: waiting })] : []),
    say("count_hidden", { count: counts.hidden }),
  ];
  return `${say("count_received", { count: counts.received })} = ${parts.join(" + ")}`;
}

/** @param {Row} it */
function row({ category, cells }) {
  return html`<tr key=${category?.id ?? "unsorted"} data-category=${category?.id}>
    <th scope="row"><${Whole} text=${category?.name ?? say("unsorted")} /></th>
    ${
    namesOnly.value ? cells.map(({ question }) => html`<td key=${question} data-gap="true"></td>`) : cells.map(counted)
  }
  </tr>`;
}

/** @type {(cell: Row["cells"][number], at: number) => any} */
function counted({ question, remarks, said, also }, at) {
  const { number } = board.value.questions[at];
  const depth = { "--depth": `${Math.min(4 + said * 2, 30)}%` };
  return html`<td key=${question} data-question=${number} data-gap=${!said} style=${depth}>
    ${said ? remarks : also ? "" : say("gap")}
    ${
    also > 0 && html`
      <span class="also" title=${say("also")}>↔${also}</span>
    `
  }
  </td>`;
}

/** Where rows do not fit, brings them closer; where that is not enough, leaves out the last ones and says how many. */
/** @type {(frame: HTMLElement, more: HTMLElement) => void} */
function fitRows(frame, more) {
  const rows = /** @type {HTMLElement[]} */ ([...frame.querySelectorAll("tbody tr[data-category]")]);
  const table = /** @type {HTMLElement} */ (frame.querySelector("table"));
  const isTooHigh = () => table.offsetHeight > frame.clientHeight;
  for (const each of rows) each.hidden = false;
  table.dataset.tight = "false";
  table.dataset.tight = String(isTooHigh());
  let shown = rows.length;
  while (shown > 1 && isTooHigh()) rows[--shown].hidden = true;
  const left = rows.length - shown;
  more.textContent = left ? `${say("more_categories", { count: left })} · ` : "";
}
