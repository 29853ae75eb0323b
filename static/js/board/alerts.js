// What is told while something is done, and that the server will not have us any more. A dialog shuts out the page behind
// it, for eyes and for ears: while one is open, this lies inside it.

import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { undo } from "#/board/acting.js";
import { connection, told } from "#/board/store.js";
import { hush } from "#/board/tell.js";
import { say } from "#/board/words.js";

export function Alerts() {
  return html`
    <${Toast} />
    <${Refused} />
  `;
}

/** Seen by who sees; heard by who listens, in a region that is always there. */
function Toast() {
  const it = told.value;
  return html`
    <p class="unseen" role="status" aria-live="polite">${it?.text}${it?.undo ? ` ${say("undo_by_key")}` : ""}</p>
    ${it && html`<aside class="toast" data-fault=${Boolean(it.fault)} aria-label=${say("told")}>
      <p>${it.text}</p>
      ${
      it.undo &&
      html`<button type="button" class="small-button" onClick=${undo}>${icon("undo")}${
        say("undo")
      } <kbd>Z</kbd></button>`
    }
      <button type="button" class="toast-close" aria-label=${say("close_dialog")} onClick=${hush}>${
      icon("cross")
    }</button>
    </aside>`}
  `;
}

/** When the server will not have us any more: what to do. */
export function Refused() {
  if (connection.value !== "refused") return null;
  return html`<p class="refused" role="alert">${icon("warning")}<span>${say("refused")}</span>
    <a class="button" href="/sign-in">${say("sign_in")}</a></p>`;
}
