// The board's page: reads the board, draws it, follows it.

import { h, render } from "preact";
import { html } from "#/board/html.js";
import { hearOwn, useWire } from "#/board/acting.js";
import { Alerts, Refused } from "#/board/alerts.js";
import { hearAsked } from "#/board/asked.js";
import { AnalysisBar } from "#/board/analysis-bar.js";
import { CardMenu, HideDialog } from "#/board/card-menu.js";
import { CategoryMenu } from "#/board/category-menu.js";
import { setClock } from "#/board/clock.js";
import { Columns } from "#/board/columns.js";
import { Divisions } from "#/board/divisions.js";
import { EnterDialog } from "#/board/enter.js";
import { Feed } from "#/board/feed.js";
import { KeySheet } from "#/board/key-sheet.js";
import { onKey, onKeyUp } from "#/board/keys.js";
import { MapPanel } from "#/board/map.js";
import { MaskDialog } from "#/board/mask.js";
import { CloseConsultation, Phases } from "#/board/phases.js";
import { onClick, onPointerDown } from "#/board/pointer.js";
import { forgetHoldings, hearHolding, hearOthers } from "#/board/others.js";
import { ProbeDialog } from "#/board/probe.js";
import { analysing } from "#/board/relations.js";
import { Screens } from "#/board/screens.js";
import { connection, dialog, hear, presence, showMap } from "#/board/store.js";
import { suggestWith } from "#/board/suggest.js";
import { TopBar } from "#/board/topbar.js";
import { Unsorted } from "#/board/unsorted.js";
import { applyLetters, applySize } from "#/board/window.js";
import { surviveTranslation } from "#/shared/translated.js";
import { pageData } from "#/board/words.js";

function Page() {
  return html`
    <${analysing ? AnalysisBar : TopBar} />
    <main class="board" id="main" data-map=${showMap.value}>
      <${Unsorted} />
      ${showMap.value ? html`<${MapPanel} />` : html`<${Columns} />`}
    </main>
    ${dialog.value ? null : html`<${Alerts} />`}
    <${Dialogs} />
  `;
}

/** @type {Record<string, any>} */
const DIALOGS = {
  card: CardMenu,
  category: CategoryMenu,
  phases: Phases,
  close: CloseConsultation,
  screens: Screens,
  divisions: Divisions,
  keys: KeySheet,
  probe: ProbeDialog,
  mask: MaskDialog,
  hide: HideDialog,
  enter: EnterDialog,
};

function Dialogs() {
  const it = dialog.value;
  if (!it) return null;
  const { kind, category, ...rest } = it;
  return h(DIALOGS[kind], { key: kind, id: category, ...rest });
}

async function start() {
  const { consultation, snapshot } = pageData("page");
  const first = await read(snapshot);
  setClock(first?.consultation.now);
  const feed = new Feed({ consultation }, first, {
    board: (board, events) => {
      hear(board, events);
      if (!events.length) setClock(board.consultation.now);
      hearOwn(events);
      hearOthers(events);
      hearAsked(events);
      draw(Page);
    },
    holding: hearHolding,
    presence: (it) => (presence.value = it),
    connection: (state) => {
      connection.value = state;
      if (state !== "online") forgetHoldings();
      if (state === "refused" && !drawn) draw(Refused);
    },
  });
  useWire(feed);
  suggestWith(feed);
}

/** Reads the snapshot; without it the live connection sends one. @param {string} address */
async function read(address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** What was drawn; from then on each part draws itself. @type {(() => any) | null} */
let drawn = null;

/** @param {() => any} page */
function draw(page) {
  if (drawn === page) return;
  drawn = page;
  const root = /** @type {HTMLElement} */ (document.getElementById("board"));
  root.textContent = "";
  surviveTranslation(root);
  render(h(page, {}), root);
  performance.mark("board-drawn");
}

applySize();
applyLetters();
addEventListener("keydown", onKey);
addEventListener("keyup", onKeyUp);
addEventListener("click", onClick);
addEventListener("pointerdown", onPointerDown);
start();
