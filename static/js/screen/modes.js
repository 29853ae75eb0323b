// What the screen can show, one function a mode.

import { html } from "#/board/html.js";
import { now, timeLeft } from "#/board/clock.js";
import { say } from "#/board/words.js";
import { byOrder } from "#/shared/board-state.js";
import { tally } from "#/shared/board-views.js";
import { answersUnder, depths } from "#/shared/threads.js";
import { Fit } from "#/screen/fit.js";
import { Overview } from "#/screen/overview.js";
import {
  address,
  cardItem,
  countLine,
  itemIn,
  numberOf,
  questionHead,
  solution,
  spacedCode,
  square,
  trackWord,
} from "#/screen/parts.js";
import { board, cardsAtHand, latest, namesOnly, phones, projection, question } from "#/screen/state.js";
import { Whole } from "#/screen/whole.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

const STREAMED = 6;
const COLUMNS = 5;
const NO_BREAK = "\u00A0";

/** @type {Record<string, () => any>} */
export const MODES = {
  join,
  suspicion,
  question: questionAlone,
  stream,
  columns,
  spotlight,
  overview: () => html`<${Overview} />`,
  cell,
  pause,
  blank: () => html`<h1 class="unseen">Facilitator</h1>`,
  end,
};

function join() {
  const { consultation } = board.value;
  return html`
    <div class="join">
      <div class="square-frame">${square("square")}</div>
      <div class="join-words">
        ${consultation.dry_run && html`<p><span class="badge">${say("dry_run")}</span></p>`}
        <h1 class="theme" dir="auto">${consultation.theme ?? consultation.title}</h1>
        <p>${say("join_how")}</p>
        <p>${say("join_or", { address: address() })}</p>
        <p class="code" translate="no">${spacedCode()}</p>
        <p class="count-line">${say("phones", { count: phones.value })}</p>
      </div>
    </div>
  `;
}

function suspicion() {
  const { consultation } = board.value;
  const { settled, introduction } = consultation;
  const stands = settled?.solution || consultation.suspicion;
  return html`
    <div class="alone">
      ${stands && html`<p class="quiet">${say(settled ? "settled" : "suspicion")}</p>`}
      <h1 class="large" dir="auto">${stands || consultation.theme || consultation.title}</h1>
      ${settled?.owner &&
        html`<p class="introduction">${say("owner", { owner: settled.owner, term: settled.term })}</p>`}
      ${introduction && html`<p class="introduction" dir="auto">${introduction}</p>`}
    </div>
  `;
}

function questionAlone() {
  const it = question.value;
  if (!it) {
    return html`
      <div class="alone">
        <h1 class="large">${say("no_question")}</h1>
      </div>
    `;
  }
  return html`<div class="alone" data-question=${it.number}>
    ${solution()}
    <p class="question-title"><span class="question-number">${trackWord()} ${it.number}/${board.value.questions.length}</span> ${it.title}</p>
    <h1 class="large" dir="auto">${it.text}</h1>
    ${it.number === board.value.questions.length && touchstone()}
    ${countLine()}
  </div>`;
}

/** What it is all for, told at the last question: earlier it would lead the answers. */
function touchstone() {
  const { intention, horizon_point } = board.value.consultation;
  return html`
    <dl class="touchstone">
      ${intention && html`
        <div>
          <dt>${say("intention")}</dt>
          <dd dir="auto">${intention}</dd>
        </div>
      `}
      ${horizon_point && html`
        <div>
          <dt>${say("horizon_point")}</dt>
          <dd dir="auto">${horizon_point}</dd>
        </div>
      `}
    </dl>
  `;
}

function stream() {
  const cards = latest(STREAMED);
  return html`${questionHead()}
    ${
    cards.length ? html`<ul class="stream">${cards.map(cardItem)}</ul>` : html`<div class="alone">${countLine()}</div>`
  }`;
}

function columns() {
  const categories = [...board.value.categories].sort(byOrder);
  const from = Math.max(0, categories.findIndex(({ id }) => id === projection.value.category));
  const shown = categories.slice(from, from + COLUMNS);
  if (!shown.length) {
    return html`
      ${questionHead()}<div class="alone">
        <p class="large">${say("no_categories")}</p>
      </div>
    `;
  }
  const values = { from: from + 1, to: from + shown.length, of: categories.length };
  return html`${questionHead()}
    <div class="columns">${shown.map(column)}</div>
    ${namesOnly.value && html`<p class="foot">${say("names_only")}</p>`}
    ${categories.length > shown.length && html`<p class="foot">${say("columns_of", values)}</p>`}`;
}

/** @param {import("#/shared/board-state.js").Category} category */
function column({ id, name, color }) {
  const own = cardsAtHand.value.filter((card) => card.category === id);
  return html`
    <section class="column" key=${id} style=${{ "--category": color ?? "var(--line-strong)" }}>
      <h2><${Whole} text=${name} />${!namesOnly.value &&
        html`${NO_BREAK}<span class="count">${tally(own).remarks}</span>`}</h2>
      ${!namesOnly.value && html`<${Fit} items=${[...own, ...alsoIn(id)]} draw=${itemIn(id)} />`}
    </section>
  `;
}

/** The cards that have it as their second category. @param {string | null} category */
function alsoIn(category) {
  return cardsAtHand.value.filter((card) => category !== null && card.also === category && card.category !== category);
}

function spotlight() {
  const card = board.value.oneliners.get(projection.value.oneliner ?? "");
  if (!card) return questionAlone();
  const { probes, oneliners, questions } = board.value;
  const asked = [...probes].reverse().find(({ oneliner }) => oneliner === card.id);
  const answers = answersUnder([...oneliners.values()].sort(byOrder), card.id);
  const deep = depths(answers);
  const of = questions.find(({ id }) => id === card.question);
  return html`<div class="spotlight" data-question=${of?.number} data-answered=${answers.length > 0}>
    <p class="question-title"><span class="question-number">${of?.number}/${questions.length}</span> ${of?.text}</p>
    <h1 class="spotlit" dir="auto" translate="no">${card.text}</h1>
    ${asked && html`<p class="asked"><span class="quiet">${say("asked")}</span> ${asked.text}</p>`}
    ${
    answers.length > 0 && html`<${Fit} items=${answers} draw=${(/** @type {Card} */ answer) =>
      answerItem(answer, deep.get(answer.id) ?? 0, asked?.id)} name="answers" />`
  }
  </div>`;
}

/** An answer under what it answers; with the probe that it answers, unless that stands above it already. */
/** @type {(card: Card, depth: number, said: string | undefined) => any} */
function answerItem(card, depth, said) {
  const probe = board.value.probes.find(({ id }) => id === card.probe && id !== said);
  return html`<li class="card" key=${card.id} data-question=${numberOf(card)} style=${{ "--depth": depth }}>
    ${probe && html`<p class="answered">${probe.text}</p>`}<p dir="auto" translate="no">${card.text}</p>
  </li>`;
}

function cell() {
  const category = board.value.categories.find(({ id }) => id === projection.value.category);
  const id = category?.id ?? null;
  const own = cardsAtHand.value.filter((card) => card.category === id);
  return html`${questionHead()}
    <h2 class="cell-name"><span dir="auto">${category?.name ?? say("unsorted")}</span> <span class="count">${
    tally(own).remarks
  }</span></h2>
    <${Fit} items=${[...own, ...alsoIn(id)]} draw=${itemIn(id)} name="cell" />`;
}

/** While the question itself pauses, what it will have left. */
function pause() {
  const { consultation } = board.value;
  const left = consultation.phase === "paused" && timeLeft(consultation);
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return html`
    <div class="alone">
      <h1 class="large">${say("pause")}</h1>
      <p class="clock">${time.format(now())}</p>
      <p class="quiet">${say("pause_until")}</p>
      ${left && html`<p class="quiet">${say("pause_left", { time: left.text })}</p>`}
    </div>
  `;
}

function end() {
  return html`
    <div class="alone">
      <h1 class="large">${say("thanks")}</h1>
      <p>${say("thanks_more")}</p>
    </div>
  `;
}
