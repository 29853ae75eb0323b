// The bar that is always in sight: the question, the time, the room, the screen.

import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { unasked } from "#/board/asked.js";
import { timeLeft } from "#/board/clock.js";
import { openQuestion } from "#/board/phases.js";
import { board, connection, dialog, flaggedCount, presence, showMap, unsortedCount } from "#/board/store.js";
import { projected, projectMode } from "#/board/projection.js";
import { receivedCount } from "#/shared/board-views.js";
import { say } from "#/board/words.js";

export function TopBar() {
  const { consultation, questions } = board.value;
  const question = consultation.self_paced ? undefined : questions.find(({ id }) => id === consultation.question);
  return html`
    <header class="page-head">
      <div class="top-bar" data-question=${question?.number}>
        <a class="to-desk" href="../${consultation.id}" title=${say("to_desk")}>${icon(
          "back",
        )}<span class="unseen">${say("to_desk")}</span></a>
        ${question && html`<span class="question-number">${question.number}/${questions.length}</span>`}
        ${consultation.dry_run && html`<span class="badge" title=${say("dry_run_why")}>${say("dry_run")}</span>`}
        <h1 class="question-text" dir="auto" title=${question?.text}>${question?.text ?? consultation.theme ??
          consultation.title ?? ""}</h1>
        ${opener(
          "phases",
          html`${icon(PHASE_ICONS[consultation.phase] ?? "clock")}<span>${
            phaseWords(consultation)
          }</span><${TimeLeft} />`,
          say("phases_title"),
        )}
        ${nextQuestion(consultation)}
        <${Counts} />
        ${division()}
        <button type="button" class="bar-button" aria-pressed=${showMap
          .value} onClick=${() => (showMap.value = !showMap.value)}>${icon("map")}<span class="wide-only">${say(
            "map",
          )}</span></button>
        ${backToQuestion(consultation)}
        ${opener(
          "screens",
          html`${icon("screen")}<span>${say("screen_shows", { mode: say(`mode_${projected().mode}`) })}</span>`,
          say("screens_title"),
        )}
        ${opener("keys", html`<b aria-hidden="true">?</b>`, say("keys_title"))}
      </div>
      <${Away} />
    </header>
  `;
}

/** @param {import("#/shared/board-state.js").Consultation} consultation */
function phaseWords({ phase, self_paced }) {
  if (self_paced && phase !== "closed") return say(phase === "open" ? "questionnaire_is_open" : "questionnaire_stands");
  return say(`phase_${phase}`);
}

/** Between questions one press opens the next one. @param {import("#/shared/board-state.js").Consultation} consultation */
function nextQuestion({ phase, self_paced }) {
  const [next] = phase === "lobby" && !self_paced ? unasked() : [];
  return next && html`
    <button type="button" class="bar-button" data-kind="main" title=${next.text}
      onClick=${() => openQuestion(next)}>${icon("play")}<span>${say("open_next", {
        number: next.number,
      })}</span></button>
  `;
}

/** @type {Record<string, string>} */
const PHASE_ICONS = { lobby: "clock", open: "play", paused: "pause", closed: "lock" };

/** When a discussion begins: the screen shows the question again. */
/** @param {import("#/shared/board-state.js").Consultation} consultation */
function backToQuestion({ question, self_paced }) {
  if (!question || self_paced || projected().mode === "question") return null;
  return html`
    <button type="button" class="bar-button" title=${say("back_to_question_why")}
      onClick=${() => projectMode("question")}>${icon("probe")}<span class="wide-only">${say(
        "back_to_question",
      )}</span></button>
  `;
}

/** The open division; its name stands there where there are others. */
function division() {
  const { division, divisions = [] } = board.value;
  const name = html`<span class=${divisions.length > 1 ? "bar-name" : "bar-name wide-only"} dir="auto">${
    division?.name ?? ""
  }</span>`;
  return opener("divisions", html`${icon("board")}${name}`, say("divisions_title"));
}

/** A button that opens a dialog of that kind under itself. @type {(kind: string, content: any, label: string) => any} */
function opener(kind, content, label) {
  return html`
    <button type="button" class="bar-button" data-opens=${kind} aria-haspopup="dialog" title=${label}
      onClick=${(
        /** @type {any} */ event,
      ) => (dialog.value = { kind, near: event.currentTarget.getBoundingClientRect() })}>
        ${content}<span class="unseen"> ${label}</span>
      </button>
  `;
}

function TimeLeft() {
  const left = timeLeft(board.value.consultation);
  return left && html`<time class="time-left" data-last=${left.last}>${left.text}</time>`;
}

function Counts() {
  const { consultation } = board.value;
  const received = receivedCount(board.value, consultation.self_paced ? null : consultation.question);
  return html`<ul class="counts">
    <li title=${say("phones_why")}>${icon("phone")}<b>${presence.value.phones}</b><span class="unseen">${
    say("phones", { count: presence.value.phones })
  }</span></li>
    <li title=${say("received_why")}><b>${received}</b> <span>${say("received", { count: received })}</span></li>
    <li><b>${unsortedCount.value}</b> <span>${say("to_sort", { count: unsortedCount.value })}</span></li>
    ${
    flaggedCount.value > 0 &&
    html`<li class="warns" title=${say("flagged_why")}>${
      icon("warning")
    }<b>${flaggedCount.value}</b><span class="unseen">${say("flagged", { count: flaggedCount.value })}</span></li>`
  }
  </ul>`;
}

function Away() {
  if (connection.value !== "away") return null;
  return html`<p class="away" role="status">${icon("warning")}${say("away")}</p>`;
}
