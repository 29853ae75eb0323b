// The bar of an analysis: the whole track instead of a question, and no room to look after.

import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { board, connection, dialog, flaggedCount, showMap, unsortedCount } from "#/board/store.js";
import { pageData, say } from "#/board/words.js";

export function AnalysisBar() {
  const { consultation, division, divisions = [] } = board.value;
  const { back, history, versions } = pageData("page");
  return html`
    <header class="page-head">
      <div class="top-bar">
        <a class="to-desk" href=${back} title=${say("to_desk")}>${icon("back")}<span class="unseen">${say(
          "to_desk",
        )}</span></a>
        <span class="badge">${say("analysis")}</span>
        <h1 class="question-text" dir="auto">${consultation.theme ?? consultation.title ?? ""}</h1>
        <${Counts} />
        <button type="button" class="bar-button" data-opens="divisions" aria-haspopup="dialog" title=${say(
          "divisions_title",
        )} onClick=${open("divisions")}>${icon("board")}<span class=${divisions.length > 1
          ? "bar-name"
          : "bar-name wide-only"} dir="auto">${division?.name ?? ""}</span><span class="unseen"> ${say(
            "divisions_title",
          )}</span></button>
        <button type="button" class="bar-button" aria-pressed=${showMap.value}
          onClick=${() => (showMap.value = !showMap.value)}>${icon("map")}<span>${say("map")}</span></button>
        <a class="bar-button" href=${versions}>${icon("lock")}<span>${say("versions")}</span></a>
        <a class="bar-button" href=${history}>${icon("pen")}<span>${say("history")}</span></a>
        <button type="button" class="bar-button" data-opens="keys" aria-haspopup="dialog" title=${say(
          "keys_title",
        )} onClick=${open("keys")}><b aria-hidden="true">?</b><span class="unseen">${say("keys_title")}</span></button>
      </div>
      ${connection.value === "away" && html`<p class="away" role="status">${icon("warning")}${say("away")}</p>`}
    </header>
  `;
}

/** @param {string} kind */
function open(kind) {
  return (/** @type {any} */ event) => (dialog.value = { kind, near: event.currentTarget.getBoundingClientRect() });
}

function Counts() {
  const said = [...board.value.oneliners.values()].filter(({ status }) => status !== "hidden").length;
  return html`<ul class="counts">
    <li><b>${said}</b> <span>${say("in_map")}</span></li>
    <li><b>${unsortedCount.value}</b> <span>${say("to_sort", { count: unsortedCount.value })}</span></li>
    ${
    flaggedCount.value > 0 &&
    html`<li class="warns">${icon("warning")}<b>${flaggedCount.value}</b><span class="unseen">${
      say("flagged", { count: flaggedCount.value })
    }</span></li>`
  }
  </ul>`;
}
