// What can be done with a card, for who has no keys at hand.

import { useState } from "preact/hooks";
import { html } from "#/board/html.js";
import {
  hide,
  markDifferent,
  markSame,
  release,
  sortAlso,
  sortInto,
  startSame,
  targets,
  toggleTelling,
} from "#/board/acts.js";
import { spotlight } from "#/board/projection.js";
import { analysing, RelationsMenu } from "#/board/relations.js";
import { addingCategory, board, categories, dialog, marked } from "#/board/store.js";
import { tell } from "#/board/tell.js";
import { LABELS } from "#/board/labels.js";
import { kindLabel, KindMenu } from "#/board/kinds.js";
import { menuItem, Sheet, thenClose } from "#/board/sheet.js";
import { pageData, say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

/** @param {{card: Card, near?: DOMRect}} it */
export function CardMenu({ card, near }) {
  const [more, setMore] = useState(/** @type {"also" | "kind" | "relations" | null} */ (null));
  const ids = targets();
  if (more === "also") return html`<${AlsoMenu} card=${card} ids=${ids} near=${near} />`;
  if (more === "kind") return html`<${KindMenu} ids=${ids} kind=${several(ids) ? "" : card.kind} near=${near} />`;
  if (more === "relations") return html`<${RelationsMenu} card=${card} ids=${ids} near=${near} />`;
  return html`<${Sheet} title=${
    several(ids) ? say("oneliners", { count: ids.length }) : say("card_menu_title")
  } near=${near}>
    ${!several(ids) && html`<blockquote class="quoted" dir="auto" translate="no">${card.text}</blockquote>`}
    <ul class="menu two-columns">
      ${!several(ids) && ownActs(card)}
      ${
    !several(ids) && menuItem({
      name: "several",
      text: say("choose_several"),
      key_: say("name_Space"),
      act: thenClose(() => mark(card)),
    })
  }
      ${
    menuItem({ name: "star", text: say(card.telling ? "unstar" : "star"), key_: "*", act: thenClose(toggleTelling) })
  }
      ${
    several(ids)
      ? menuItem({ name: "same", text: say("mark_same"), key_: "=", act: thenClose(() => markSame(ids)) })
      : sameActs(card)
  }
      ${
    menuItem({ name: "hide", text: say("hide"), key_: "H", act: () => (dialog.value = { kind: "hide", cards: ids }) })
  }
      ${menuItem({ name: "tag", text: kindWords(card, ids), act: () => setMore("kind") })}
      ${menuItem({ name: "cause", text: say("relations_open"), act: () => setMore("relations") })}
    </ul>
    <h3>${say("sort_into")}</h3>
    <ul class="menu two-columns">
      ${
    categories.value.map(({ id, name }, index) =>
      html`<li key=${id}><button type="button" class="menu-item" data-key=${LABELS[index]} aria-current=${
        card.category === id ? "true" : undefined
      }
        onClick=${thenClose(() => sortInto(id, { ids }))}><kbd>${
        LABELS[index] ?? ""
      }</kbd><span dir="auto">${name}</span></button></li>`
    )
  }
      ${
    menuItem({
      name: "plus",
      text: say("new_category"),
      key_: "N",
      act: thenClose(() => (addingCategory.value = "with card")),
    })
  }
      ${
    card.category !== null && menuItem({ name: "also", text: say("also"), key_: "⇧ 1…", act: () => setMore("also") })
  }
      ${
    card.category !== null && menuItem({
      name: "undo",
      text: say("unsort"),
      act: thenClose(() => sortInto(null, { ids })),
    })
  }
    </ul>
  <//>`;
}

/** @param {string[]} ids */
function several(ids) {
  return ids.length > 1;
}

/** @type {(card: Card, ids: string[]) => string} */
function kindWords(card, ids) {
  return say(several(ids) ? "kind_several" : "kind_now", { kind: kindLabel(card.kind) });
}

/** A second category beside the first. @param {{card: Card, ids: string[], near?: DOMRect}} it */
function AlsoMenu({ card, ids, near }) {
  const others = categories.value.filter(({ id }) => id !== card.category);
  return html`
    <${Sheet} key="also" title=${say("also_title")} near=${near}>
      <p class="quiet">${say("also_why")}</p>
      <ul class="menu two-columns">
          ${others.map(({ id, name }) =>
            html`<li key=${id}><button type="button" class="menu-item" aria-pressed=${card.also === id}
        onClick=${thenClose(() => sortAlso(id, ids))}><span dir="auto">${name}</span></button></li>`
          )}
        </ul>
      <//>
  `;
}

/** From here on a press on another card chooses that one too. @param {Card} card */
function mark(card) {
  marked.value = new Set([card.id]);
  tell(say("choose_more"));
}

/** @param {Card} card */
function ownActs(card) {
  return html`
    ${card.gate === "flagged" && menuItem({
      name: "eye",
      text: say("release"),
      act: thenClose(() => release([card.id])),
    })}
    ${!analysing && roomActs(card)}
    ${menuItem({ name: "mask", text: say("mask"), key_: "M", act: () => (dialog.value = { kind: "mask", card }) })}
  `;
}

/** What is done while people are there. @param {Card} card */
function roomActs(card) {
  return html`
    ${menuItem({ name: "probe", text: say("probe"), key_: "P", act: () => (dialog.value = { kind: "probe", card }) })}
    ${menuItem({ name: "screen", text: say("show_big"), act: thenClose(() => spotlight(card.id)) })}
  `;
}

/** @param {Card} card */
function sameActs(card) {
  if (card.same) {
    return menuItem({
      name: "same",
      text: say("mark_different"),
      act: thenClose(() => markDifferent([card.id])),
    });
  }
  return menuItem({ name: "same", text: say("mark_same_as"), key_: "=", act: thenClose(startSame) });
}

/** Asks why before hiding. @param {{cards: string[]}} it */
export function HideDialog({ cards }) {
  const [own, setOwn] = useState("");
  const card = board.value.oneliners.get(cards[0]);
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (own.trim()) thenClose(() => hide(cards, own.trim()))();
  };
  return html`<${Sheet} title=${say("hide_title")}>
    ${
    cards.length === 1 && card && html`<blockquote class="quoted" dir="auto" translate="no">${card.text}</blockquote>`
  }
    <p>${say("hide_why")}</p>
    <ul class="menu">
      ${
    pageData("page").reasons.map((/** @type {string} */ reason) =>
      menuItem({ name: "hide", text: reason, act: thenClose(() => hide(cards, reason)) })
    )
  }
    </ul>
    <form class="row" onSubmit=${send}>
      <label class="field grow"><span>${say("hide_own")}</span>
        <input class="input" value=${own} maxlength="100" autocomplete="off" onInput=${(/** @type {any} */ event) =>
    setOwn(event.target.value)} /></label>
      <button type="submit" class="button" disabled=${!own.trim()}>${say("hide")}</button>
    </form>
  <//>`;
}
