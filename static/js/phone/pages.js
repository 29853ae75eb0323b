/** Where everybody goes at their own pace: the list of questions with one's own progress, and the way between them. */
import { part, say, sayCount } from "#/phone/view.js";

/** @typedef {import("#/phone/memory.js").Question} Question */

/**
 * Shows the list, and what is before and after the question in front of us.
 *
 * @param {Question[]} questions
 * @param {Question | null} at
 * @param {object} wishes
 * @param {(question: Question) => number} wishes.sent how many one-liners of one's own
 * @param {(id: string) => void} wishes.turnTo goes to a question, or with "" to the list
 */
export function showPages(questions, at, { sent, turnTo }) {
  document.onclick = (event) => turn(event, turnTo);
  showList(questions, sent);
  const here = questions.findIndex(({ id }) => id === at?.id);
  lead("before", questions[here - 1]);
  lead("after", here < 0 ? undefined : questions[here + 1]);
}

/**
 * @param {Question[]} questions
 * @param {(question: Question) => number} sent
 */
function showList(questions, sent) {
  const list = part("asked");
  const known = [...list.querySelectorAll("[data-go]")].map((link) => /** @type {HTMLElement} */ (link).dataset.go);
  if (known.join() !== questions.map(({ id }) => id).join()) list.replaceChildren(...questions.map(item));
  for (const question of questions) {
    const place = /** @type {HTMLElement} */ (list.querySelector(`[data-go="${question.id}"] .quiet`));
    const n = sent(question);
    place.textContent = n ? sayCount("sent", n) : say("sent_none");
  }
}

/** @param {Question} question */
function item({ id, number, title }) {
  const link = element("a", element("b", String(number)), " ", element("span", title), " ", element("span"));
  link.className = "button";
  link.dataset.go = id;
  link.setAttribute("href", "");
  /** @type {HTMLElement} */ (link.lastChild).className = "quiet";
  return element("li", link);
}

/**
 * @param {string} name
 * @param {(Node | string)[]} inside
 * @returns {HTMLElement}
 */
function element(name, ...inside) {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
}

/**
 * @param {"before" | "after"} which
 * @param {Question | undefined} question
 */
function lead(which, question) {
  const link = /** @type {HTMLElement} */ (part("pages").querySelector(`[data-page="${which}"]`));
  link.hidden = !question;
  link.dataset.go = question?.id ?? "";
}

/**
 * @param {Event} event
 * @param {(id: string) => void} turnTo
 */
function turn(event, turnTo) {
  const link = /** @type {HTMLElement} */ (event.target).closest?.("[data-go]");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  turnTo(link.dataset.go ?? "");
  scrollTo(0, 0);
}
