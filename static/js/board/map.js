// The map as it is now: categories by questions, with counts and a quote. A press on a cell shows it on the screen.

import { html } from "#/board/html.js";
import { softened } from "#/shared/hyphens.js";
import { project, projectMode } from "#/board/projection.js";
import { icon } from "#/board/icon.js";
import { analysing } from "#/board/relations.js";
import { board, onlyQuestion, showMap } from "#/board/store.js";
import { mapRows } from "#/shared/board-views.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/shared/board-views.js").Cell} Cell */

export function MapPanel() {
  const { questions } = board.value;
  return html`
    <section class="map-panel" data-scrolls aria-labelledby="map-title">
      <header class="panel-head">
        <h2 id="map-title">${say("map_title")}</h2>
        ${!analysing &&
          html`<button type="button" class="small-button" onClick=${() => projectMode("overview")}>${icon("screen")}${
            say(
              "show_map",
            )
          }</button>`}
      </header>
      <table class="map">
        <thead>
          <tr><th scope="col">${say("category")}</th>
            ${questions.map(({ id, number, title }) =>
              html`<th scope="col" key=${id} data-question=${number}>${number} ${softened(title)}</th>`
            )}
          </tr>
        </thead>
        <tbody>${mapRows(board.value).map(row)}</tbody>
      </table>
      <p class="quiet">${say("map_foot")}</p>
    </section>
  `;
}

/** @param {ReturnType<typeof mapRows>[number]} it */
function row({ category, said, cells }) {
  if (!category && !said) return null;
  return html`<tr key=${category?.id ?? "unsorted"}>
    <th scope="row" dir="auto">${softened(category?.name ?? say("unsorted"))}<span class="quiet">${
    say("oneliners", { count: said })
  }</span></th>
    ${cells.map((cell, at) => cellView(cell, board.value.questions[at].number, category?.name ?? say("unsorted")))}
  </tr>`;
}

/** @type {(cell: Cell, number: number, name: string) => any} */
function cellView({ category, question, remarks, said, also, quote }, number, name) {
  if (!said && !also) {
    return html`
      <td key=${question} data-question=${number}
        data-gap="true"><span aria-hidden="true">–</span><span class="unseen">${say("gap")}</span></td>
    `;
  }
  return html`
    <td key=${question} data-question=${number}>
      <button type="button" class="cell" title=${say(analysing ? "to_cell" : "show_cell")} aria-label=${say(
        "cell_label",
        {
          category: name,
          number,
          count: said,
        },
      )}
        onClick=${() => analysing ? lookAt(question) : project({ mode: "cell", question, category })}>
          <b>${remarks === said ? said : say("said_more", { remarks, said })}${also > 0 && html`
            <span class="also" title=${say("also_cell", { count: also })}>↔ ${also}</span>
          `}</b>
          ${quote && html`<span class="cell-quote" dir="auto">${quote.text}</span>`}
        </button>
    </td>
  `;
}

/** Where there is no screen: the one-liners of that question, under their categories. @param {string} question */
function lookAt(question) {
  onlyQuestion.value = question;
  showMap.value = false;
}
