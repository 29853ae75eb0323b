// The menu of what the screen shows.

import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import {
  columnPages,
  COLUMNS_AT_ONCE,
  project,
  projected,
  projectMode,
  questionAtHand,
  spotlight,
  toggleCorner,
  toggleProjection,
} from "#/board/projection.js";
import { board, categories, chosen } from "#/board/store.js";
import { menuItem, Sheet, thenClose } from "#/board/sheet.js";
import { say } from "#/board/words.js";

/** @param {{near?: DOMRect}} it */
export function Screens({ near }) {
  const address = board.value.consultation.screen_url;
  return html`
    <${Sheet} title=${say("screens_title")} near=${near}>
      <ul class="menu two-columns">
          ${mode("join", "qr", () => project({ mode: "join" }), "Q")}
          ${mode("suspicion", "info")}
          ${mode("question", "probe", undefined, "", board.value.consultation.self_paced)}
          ${mode("stream", "stream")}
          ${columnPages().length > 1 ? columnPages().map(page) : mode("columns", "board")}
          ${mode("spotlight", "star", () => spotlight(), "", !chosen.value)}
          ${mode("overview", "map")}
          ${mode("pause", "pause")}
          ${mode("blank", "hide", () => toggleProjection("blank"), "B")}
          ${mode("end", "check")}
        </ul>
      <ul class="menu">
          <li><label class="menu-item"><input type="checkbox" checked=${Boolean(
            projected().corner,
          )} onChange=${toggleCorner} /><span>${say("corner")}</span></label></li>
          ${address &&
            html`<li><a class="menu-item" href=${address} target="_blank" rel="noopener">${icon("screen")}<span>${
              say("open_screen")
            }</span></a></li>`}
        </ul>
      <//>
  `;
}

/** @type {(name: string, icon: string, act?: () => void, key_?: string, off?: boolean) => any} */
function mode(name, icon, act = () => projectMode(name), key_ = "", off = false) {
  if (off) return null;
  return menuItem({
    name: icon,
    text: say(`mode_${name}`),
    key_,
    act: thenClose(act),
    current: projected().mode === name,
  });
}

/** Columns that do not fit at once are shown by the five. @type {(first: import("#/shared/board-state.js").Category) => any} */
function page(first) {
  const at = categories.value.indexOf(first);
  const to = Math.min(at + COLUMNS_AT_ONCE, categories.value.length);
  const values = { from: at + 1, to, count: to - at };
  const now = projected();
  const question = questionAtHand();
  return menuItem({
    name: "board",
    text: say("columns_page", values),
    act: thenClose(() => project({ mode: "columns", category: first.id, ...(question ? { question } : {}) })),
    current: now.mode === "columns" && (now.category ?? categories.value[0].id) === first.id,
  });
}
