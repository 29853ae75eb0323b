// Which questions this consultation put to people, as far as this page heard.

import { board } from "#/board/store.js";
import { pageData } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Event} Event */

/** @type {Set<string>} */
const asked = new Set(pageData("page").asked);

/** @param {Event[]} events */
export function hearAsked(events) {
  const here = board.value.consultation.id;
  for (const { type, question, consultation } of events) {
    if (type === "question_opened" && question && consultation === here) asked.add(question);
  }
}

/** The questions that nobody was asked here; a questionnaire that was opened asked them all. */
export function unasked() {
  const { questions, received, consultation } = board.value;
  if (consultation.self_paced && asked.size) return [];
  return questions.filter(({ id }) => !asked.has(id) && !received[id]);
}
