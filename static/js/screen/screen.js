// The screen in the room: it follows the board and shows what the board chose. Nobody touches it.

import { h, render } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { html } from "#/board/html.js";
import { setClock } from "#/board/clock.js";
import { Feed } from "#/board/feed.js";
import { pageData, say } from "#/board/words.js";
import { fitAll } from "#/screen/fitted.js";
import { MODES } from "#/screen/modes.js";
import { spacedCode, square } from "#/screen/parts.js";
import { surviveTranslation } from "#/shared/translated.js";
import { board, hear, heard, phones, projection, refused, stale } from "#/screen/state.js";

function Page() {
  useLayoutEffect(() => {
    again();
    requestAnimationFrame(again); // by then each word too wide for its place has its breaks
  });
  if (refused.value) {
    return html`
      <main class="screen" data-mode="refused">
        <div class="alone">
          <h1 class="large">${say("refused")}</h1>
        </div>
      </main>
    `;
  }
  const { mode, corner } = projection.value;
  const known = MODES[mode] ? mode : "question";
  const cornered = Boolean(corner && board.value.consultation.code && mode !== "join" && mode !== "end");
  return html`
    <main class="screen" data-mode=${known} data-stale=${stale.value} data-cornered=${cornered}
      key=${known}>${MODES[known]()}</main>
        ${cornered && html`<${Corner} />`}
        <p class="stale" role="status">${stale.value && say("stale")}</p>
  `;
}

function Corner() {
  return html`<aside class="corner" aria-label=${say("corner", { code: spacedCode() })}>${
    square("corner-square")
  }<p>${spacedCode()}</p></aside>`;
}

function again() {
  fitAll(document);
}

let drawn = false;

/** Once there is something to draw; from then on it draws itself. */
function draw() {
  if (drawn) return;
  drawn = true;
  const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
  root.textContent = "";
  surviveTranslation(root);
  render(h(Page, {}), root);
}

const TRIES_AGAIN_AFTER = 15_000;

/** Nobody is at the projector to press anything: says why, and starts afresh a little later. */
function tryAgain() {
  draw();
  setTimeout(() => location.reload(), TRIES_AGAIN_AFTER);
}

/** Keeps the projector's computer awake, where the browser can; asked again whenever the page is seen again. */
async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // A browser that refuses goes on without.
  }
}

new Feed({ screen: pageData("page").screen }, null, {
  board: (next, events) => {
    hear(next, events);
    if (!events.length) setClock(next.consultation.now);
    draw();
  },
  presence: (presence) => (phones.value = presence.phones),
  contact: heard,
  connection: (state) => {
    refused.value = state === "refused";
    if (refused.value) tryAgain();
  },
});
addEventListener("resize", again);
document.fonts?.ready.then(again);
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
