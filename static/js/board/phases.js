// The menu of the conversation itself: open a question, pause, close.

import { useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { perform } from "#/board/acting.js";
import { unasked } from "#/board/asked.js";
import { project, projected } from "#/board/projection.js";
import { board, dialog, hidden } from "#/board/store.js";
import { closeDialog, menuItem, Sheet, thenClose } from "#/board/sheet.js";
import { receivedCount } from "#/shared/board-views.js";
import { say } from "#/board/words.js";

const MINUTES = [2, 5, 8, 10, 12, 14, 20];
const GRACE = 30;
/** The modes of the screen that follow the question by themselves. */
const FOLLOWS = ["question", "stream", "columns"];

/** @param {{near?: DOMRect}} it */
export function Phases({ near }) {
  const { consultation, questions } = board.value;
  const [minutes, setMinutes] = useState(0);
  if (consultation.self_paced && consultation.phase !== "closed") {
    return html`
      <${Sheet} title=${say("questionnaire")} near=${near}>
        <p>${say("questionnaire_why", { count: questions.length })}</p>
        <ul class="menu">${answering(consultation)}${closeForGood()}</ul>
        <//>
    `;
  }
  if (consultation.phase === "closed") {
    return html`
      <${Sheet} title=${say("phases_title")} near=${near}>
        <p>${say("is_closed")}</p>
        <//>
    `;
  }
  return html`
    <${Sheet} title=${say("phases_title")} near=${near}>
      <ul class="menu">${going(consultation)}</ul>
      <label class="field"><span>${say("minutes")}</span>
          <select class="input" value=${minutes} onChange=${(/** @type {any} */ event) =>
            setMinutes(Number(event.target.value))}>
            <option value="0">${say("no_limit")}</option>
            ${MINUTES.map((count) =>
              html`<option key=${count} value=${count}>${say("minutes_count", { count })}</option>`
            )}
          </select>
        </label>
      <ul class="menu questions">
          ${questions.map((question) =>
            html`<li key=${question.id}>
        <button type="button" class="menu-item" data-question=${question.number} data-key=${question.number} aria-current=${
              question.id === consultation.question ? "true" : undefined
            }
          onClick=${thenClose(() => openQuestion(question, minutes * 60))}>
          <span class="question-number">${question.number}</span><span><b>${question.title}</b><br /><span class="quiet">${question.text}</span></span>
        </button></li>`
          )}
        </ul>
      <ul class="menu">${closeForGood()}</ul>
      <//>
  `;
}

/** A questionnaire has all its questions open, or none. @param {import("#/shared/board-state.js").Consultation} consultation */
function answering({ phase }) {
  if (phase === "open") {
    const act = () => perform({ type: "close_question" }, say("told_questionnaire_stopped"), { undo: false });
    return menuItem({ name: "stop", text: say("questionnaire_stop"), key_: "X", act: thenClose(act) });
  }
  const [{ id }] = board.value.questions;
  const how = phase === "paused" ? { type: "resume" } : { type: "open_question", question: id };
  const act = () => perform(how, say("told_questionnaire_opened"), { undo: false });
  return menuItem({ name: "play", text: say("questionnaire_open"), key_: "1", act: thenClose(act) });
}

/** It can't be taken back, so that who helps is told whose it is to do. */
function closeForGood() {
  const owner = board.value.you?.owner ?? true;
  const item = menuItem({
    name: "lock",
    text: say("close"),
    kind: "danger",
    act: () => (dialog.value = { kind: "close" }),
    disabled: !owner,
  });
  return html`${item}${!owner && html`<li class="quiet why">${say("close_owner")}</li>`}`;
}

/** What can be done with the question that is going on. @param {import("#/shared/board-state.js").Consultation} consultation */
function going(consultation) {
  const question = board.value.questions.find(({ id }) => id === consultation.question);
  if (!question) return null;
  if (consultation.phase === "paused") {
    return html`${
      menuItem({
        name: "play",
        text: say("resume"),
        key_: "P",
        act: thenClose(() => perform({ type: "resume" }, say("told_resumed"), { undo: false })),
      })
    }
      ${closeNow()}`;
  }
  return html`${
    menuItem({
      name: "pause",
      text: say("pause"),
      key_: "P",
      act: thenClose(() => perform({ type: "pause" }, say("told_paused"), { undo: false })),
    })
  }
    ${
    menuItem({
      name: "clock",
      text: say("close_soon", { count: GRACE }),
      act: thenClose(() => openQuestion(question, GRACE)),
    })
  }
    ${closeNow()}`;
}

function closeNow() {
  return menuItem({
    name: "stop",
    text: say("close_question"),
    key_: "X",
    act: thenClose(() => perform({ type: "close_question" }, say("told_question_closed"), { undo: false })),
  });
}

/** @type {(question: import("#/shared/board-state.js").Question, seconds?: number) => void} */
export function openQuestion(question, seconds = 0) {
  const again = board.value.consultation.question === question.id;
  const act = { type: "open_question", question: question.id, ...(seconds ? { seconds } : {}) };
  perform(
    act,
    say(again ? "told_ends_soon" : "told_opened", { number: question.number, title: question.title, count: seconds }),
    { undo: false },
  );
  if (!again) followTo(question.id);
}

/** Brings the screen to the question; what it shows of any question stays, and is kept after the question is closed. */
/** @param {string} question */
function followTo(question) {
  const { mode } = projected();
  if (FOLLOWS.includes(mode)) project({ ...projected(), question }, { quietly: true });
  else project({ mode: "question", question });
}

/** Asks before closing for good, and says what that does. */
export function CloseConsultation() {
  const all = receivedCount(board.value);
  const here = board.value.consultation.id;
  const never = unasked().map(({ number, title }) => `${number} ${title}`);
  const out = hidden.value.filter(({ consultation }) => consultation === here).length;
  return html`
    <${Sheet} title=${say("close_title")} wide=${true}>
      <p>${say("close_counts", { count: all, shown: all - out, hidden: out })}</p>
      ${never.length > 0 && html`<p class="notice">${say("close_unasked", { questions: never.join(", ") })}</p>`}
      <ul class="consequences">
        <li>${say("close_phones")}</li>
        <li>${say("close_unlink")}</li>
        <li>${say("close_mask")}</li>
        <li>${say("close_board")}</li>
      </ul>
      <p class="row end">
        <button type="button" class="button" onClick=${closeDialog}>${say("cancel")}</button>
        <button type="button" class="button" data-kind="danger" onClick=${thenClose(() =>
          perform({ type: "close" }, say("told_closed"), { undo: false })
        )}>${say("close_now")}</button>
      </p>
      <//>
  `;
}
