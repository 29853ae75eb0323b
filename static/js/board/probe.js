// A probe: one of the six of the method, or one's own words, to the writer alone or to everybody.

import { useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { agrees } from "#/board/agreeing.js";
import { probe } from "#/board/acts.js";
import { closeDialog, menuItem, Sheet, thenClose } from "#/board/sheet.js";
import { pageData, say } from "#/board/words.js";

const LONGEST = 100;

/** @param {{card?: import("#/shared/board-state.js").Card}} it */
export function ProbeDialog({ card }) {
  const [text, setText] = useState("");
  const [to, setTo] = useState(card ? "author" : "everyone");
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.trim()) return;
    closeDialog();
    probe({ oneliner: card?.id ?? null, text: text.trim(), to });
  };
  return html`<${Sheet} title=${say(card ? "probe_title" : "probe_everyone_title")} wide=${true}>
    ${card && html`<blockquote class="quoted" dir="auto" translate="no">${card.text}</blockquote>`}
    ${card && agrees(card.text) && html`<${OwnWords} card=${card} />`}
    <form class="stack" onSubmit=${send}>
      <ul class="menu two-columns">
        ${
    pageData("page").probes.map((/** @type {string} */ ready) =>
      html`
        <li
          key=${ready}><button type="button" class="menu-item" aria-pressed=${text === ready} onClick=${() =>
            setText(ready)}><span>${ready}</span></button></li>
      `
    )
  }
      </ul>
      <label class="field"><span>${say("probe_own")}</span>
        <input class="input" value=${text} maxlength=${LONGEST} autocomplete="off" onInput=${(
    /** @type {any} */ event,
  ) => setText(event.target.value)} /></label>
      <fieldset class="choices"><legend>${say("probe_to")}</legend>
        ${card && choice("author", to, setTo)}
        ${choice("everyone", to, setTo)}
      </fieldset>
      ${card && to === "everyone" && mayBeShown(card) && html`<p class="quiet">${say("probe_big")}</p>`}
      <p class="row end">
        <button type="button" class="button" onClick=${closeDialog}>${say("cancel")}</button>
        <button type="submit" class="button" data-kind="main" disabled=${!text.trim()}>${say("probe_send")}</button>
      </p>
    </form>
  <//>`;
}

/** Whether the room may see it. @param {import("#/shared/board-state.js").Card} card */
function mayBeShown({ gate = "open", status }) {
  return gate === "open" && status !== "hidden";
}

/** For a remark that only agrees: one press asks its writer for own words. @param {{card: import("#/shared/board-state.js").Card}} it */
function OwnWords({ card }) {
  const text = pageData("page").own_words;
  const ask = () => probe({ oneliner: card.id, text, to: "author" });
  return html`
    <ul class="menu">${menuItem({ name: "probe", text, act: thenClose(ask) })}</ul>
    <p class="quiet">${say("own_words_how")}</p>
  `;
}

/** @type {(value: string, now: string, set: (value: string) => void) => any} */
function choice(value, now, set) {
  return html`
    <label
      class="choice"><input type="radio" name="to" value=${value} checked=${now === value} onChange=${() =>
        set(value)} /><span>${say(`probe_to_${value}`)}</span></label>
  `;
}
