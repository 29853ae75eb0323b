// Taking down what came on paper or was said: the same rules as on a phone, literally.

import { useRef, useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { addOneliner } from "#/board/acts.js";
import { questionAtHand } from "#/board/projection.js";
import { board } from "#/board/store.js";
import { closeDialog, Sheet } from "#/board/sheet.js";
import { pageData, refusalWords, say } from "#/board/words.js";
import { check, length, LIMIT, tidy } from "#/shared/text.js";

const SOURCES = ["paper", "spoken", "interview"];
const COUNTS_FROM = 100;

export function EnterDialog() {
  const [question, setQuestion] = useState(questionAtHand() ?? board.value.questions[0].id);
  const [environment, setEnvironment] = useState("");
  const [source, setSource] = useState("paper");
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const [added, setAdded] = useState(0);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const busy = useRef(false); // a second press while the first is under way is not a second line
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const line = tidy(text);
    const code = check(line);
    setFault(code ? refusalWords(code) ?? say("not_done") : "");
    field.current?.focus();
    if (code || busy.current) return;
    busy.current = true;
    const answer = await addOneliner({ question, text: line, source, ...(environment ? { environment } : {}) });
    busy.current = false;
    if (!answer.ok) return setFault(answer.error.message ?? refusalWords(answer.error.code) ?? say("not_done"));
    setText("");
    setAdded((count) => count + 1);
  };
  const size = length(text);
  return html`
    <${Sheet} title=${say("enter_title")} wide=${true}>
      <form class="stack" onSubmit=${send}>
        <label class="field"><span>${say("enter_question")}</span>
            <select class="input" value=${question} onChange=${(/** @type {any} */ event) =>
              setQuestion(event.target.value)}>
              ${board.value.questions.map(({ id, number, title }) =>
                html`<option key=${id} value=${id}>${number} ${title}</option>`
              )}
            </select></label>
        <label class="field"><span>${say("enter_text")}</span>
            <input class="input" ref=${field} value=${text} autofocus autocomplete="off" aria-invalid=${Boolean(
              fault,
            )} aria-describedby="enter-note"
              onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
        <p id="enter-note" class=${fault ? "fault" : "quiet"} aria-live="polite">${fault || counter(size) ||
          say("enter_literal")}</p>
        <div class="row">
          <label class="field"><span>${say("enter_source")}</span>
              <select class="input" value=${source} onChange=${(/** @type {any} */ event) =>
                setSource(event.target.value)}>
                ${SOURCES.map((name) => html`<option key=${name} value=${name}>${say(`source_${name}`)}</option>`)}
              </select></label>
          <label class="field"><span>${say("enter_environment")}</span>
              <select class="input" value=${environment} onChange=${(/** @type {any} */ event) =>
                setEnvironment(event.target.value)}>
                <option value="">${say("enter_unknown")}</option>
                ${pageData("page").environments.map((/** @type {{key: string, label: string}} */ it) =>
                  html`<option key=${it.key} value=${it.key}>${it.label}</option>`
                )}
              </select></label>
        </div>
        <p class="row end">
            ${added > 0 && html`<span class="quiet" role="status">${say("enter_added", { count: added })}</span>`}
            <button type="button" class="button" onClick=${closeDialog}>${say("ready")}</button>
            <button type="submit" class="button" data-kind="main">${say("enter_send")}</button>
          </p>
      </form>
      <//>
  `;
}

/** @param {number} size */
function counter(size) {
  if (size > LIMIT) return say("too_many", { count: size - LIMIT });
  return size >= COUNTS_FROM ? say("left", { count: LIMIT - size }) : "";
}
