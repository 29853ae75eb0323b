// What several modes of the screen share: a card, the question on top, the code with its square.

import { html } from "#/board/html.js";
import { board, phones, question } from "#/screen/state.js";
import { say } from "#/board/words.js";
import { Whole } from "#/screen/whole.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

/** @param {Card} card */
export function cardItem(card) {
  return html`
    <li class="card" translate="no" key=${card.id} data-question=${numberOf(card)}>
      <${Whole} text=${card.text} />
    </li>
  `;
}

/** @param {Card} card */
export function numberOf(card) {
  return board.value.questions.find(({ id }) => id === card.question)?.number;
}

/** How a category's cards are drawn: those of which it is the second one are marked. @param {string | null} category */
export function itemIn(category) {
  return (/** @type {Card} */ card) =>
    card.category === category
      ? cardItem(card)
      : html`<li class="card" translate="no" key=${card.id} data-question=${numberOf(card)} data-also="true"><span
        title=${say("also")}>↔</span> <${Whole} text=${card.text} /></li>`;
}

/** The question, always in sight; before the first one the theme. */
export function questionHead() {
  const it = question.value;
  const { consultation, questions } = board.value;
  if (!it) {
    return html`
      <header class="question-head">
        <h1 dir="auto">${consultation.theme ?? consultation.title}</h1>
      </header>
    `;
  }
  return html`
    ${solution()}
    <header class="question-head" data-question=${it.number}>
      <p class="question-number">${trackWord()} ${it.number}/${questions.length}</p>
      <h1 dir="auto">${it.text}</h1>
    </header>
  `;
}

/** Which of the two tracks this is. */
export function trackWord() {
  return html`<span class="track-word">${say(board.value.consultation.track === "goal" ? "goal" : "process")}</span>`;
}

/** On a goal track the solution stays in sight: all questions are about it. */
export function solution() {
  const { settled } = board.value.consultation;
  return settled?.solution && html`<p class="solution" dir="auto">${settled.solution}</p>`;
}

/** How many one-liners came in for the question at hand. */
export function countLine() {
  const count = board.value.received[question.value?.id ?? ""] ?? 0;
  return html`<p class="count-line">${
    count ? say("received", { count }) : say(phones.value ? "nothing_yet" : "nobody_yet")
  }</p>`;
}

/** The square to scan. @param {string} name */
export function square(name) {
  const { code, join_url } = board.value.consultation;
  if (!code) return null;
  return html`<img class=${name} src=${`/qr/${code}.svg`} alt=${say("square", { address: join_url ?? "" })} />`;
}

/** A code as it is read aloud. */
export function spacedCode() {
  const code = board.value.consultation.code ?? "";
  const half = code.length / 2;
  return `${code.slice(0, half)} ${code.slice(half)}`;
}

/** Where the code can be typed. */
export function address() {
  const { join_url } = board.value.consultation;
  return join_url ? new URL(join_url).host : "";
}
