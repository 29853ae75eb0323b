/** The phone's page, showing a state: which step, and what stands in it. */
import { fillEarlier, fillProbe, fillQuestion } from "#/phone/parts.js";
import { actsOf, counts, earlierLines, lobbyWords, ownLines, stepOf, timeLeft } from "#/phone/showing.js";
import { part, say, sayCount, show, write } from "#/phone/view.js";

/**
 * @typedef {import("#/phone/memory.js").Question} Question
 * @typedef {import("#/phone/memory.js").State} State
 *
 * @typedef {object} Made what the page is made of
 * @property {State} state
 * @property {import("#/phone/memory.js").Memory} memory
 * @property {import("#/phone/view.js").Field} field
 * @property {import("#/phone/view.js").Field} probeField
 * @property {import("#/phone/lines.js").Lines} lines
 * @property {(line: import("#/phone/outbox.js").Line) => string} fate
 * @property {string} pages where the module of that name is
 * @property {(id: string) => void} turnTo goes to a question, or with "" to the list
 */

const WITHOUT_LINES = ["environment", "rules", "questions"];

export class Page {
  /** @type {typeof import("#/phone/goal.js") | undefined} fetched on goal tracks alone */
  #goal;
  /** @type {Promise<typeof import("#/phone/pages.js")> | undefined} */
  #paging;
  /** How far the server's clock is ahead of ours, in milliseconds. */
  #ahead = 0;
  #state;
  #made;

  /** @param {Made} made */
  constructor(made) {
    this.#made = made;
    this.#state = made.state;
  }

  /** Takes in what a goal track's questions ask beside the text. @param {typeof import("#/phone/goal.js")} goal */
  takeIn(goal) {
    this.#goal = goal;
    goal.ask(this.#state.question?.id);
  }

  /** What was chosen beside the text; it begins anew. */
  taken() {
    return this.#goal?.taken();
  }

  /** @returns {import("#/phone/view.js").Step} */
  get step() {
    return stepOf(this.#state, this.#made.memory.me);
  }

  /** Takes over the server's clock. @param {string} now */
  setClock(now) {
    this.#ahead = Date.parse(now) - Date.now();
  }

  /** @param {State} state */
  show(state) {
    this.#state = state;
    if (this.step === "question") this.#showQuestion();
    if (this.step === "lobby") this.#showLobby();
    if (state.questions) this.#showPages();
    show(this.step);
    this.showTime();
    this.#showLines();
    this.showProbe();
  }

  showTime() {
    const time = timeLeft(this.#state, Date.now() + this.#ahead, say);
    write("time", time);
    write("left", time);
  }

  showProbe() {
    const { memory, probeField } = this.#made;
    const probe = this.step === "question" ? memory.openProbe(this.#state.question?.id) : undefined;
    const place = part("probe");
    place.hidden = !probe;
    if (!probe) return;
    fillProbe(probe, memory.line(probe.oneliner ?? ""));
    if (place.dataset.id !== probe.id) probeField.fill(memory.draft(probe.id) ?? "");
    place.dataset.id = probe.id;
  }

  #showQuestion() {
    const { memory, field } = this.#made;
    const question = /** @type {Question} */ (this.#state.question);
    fillQuestion(question);
    fillEarlier(earlierLines(this.#state, memory));
    const { id } = question;
    const place = part("question");
    if (place.dataset.id !== id) field.fill(memory.draft(id) ?? (place.dataset.id ? "" : field.text));
    place.dataset.id = id;
    this.#goal?.ask(id);
  }

  #showLobby() {
    const { title, more } = lobbyWords(this.#state, this.#made.memory, { say, sayCount });
    write("lobby-title", title);
    write("lobby-more", more);
  }

  /** Fetched only where everybody goes at their own pace. */
  async #showPages() {
    const { memory, pages, turnTo } = this.#made;
    this.#paging ??= import(pages);
    this.#paging.catch(() => this.#paging = undefined);
    const sent = (/** @type {Question} */ { id }) => memory.lines(id).filter(counts).length;
    const { showPages } = await this.#paging;
    showPages(this.#state.questions ?? [], this.#state.question, { sent, turnTo });
  }

  #showLines() {
    const { memory, lines, fate } = this.#made;
    const shown = WITHOUT_LINES.includes(this.step) ? [] : ownLines(this.#state, memory);
    part("own").hidden = !shown.length;
    write("own-title", say(this.step === "end" ? "not_sent" : "own"));
    lines.show(shown, (line) => ({ fate: fate(line), acts: actsOf(line, this.#state) }));
  }
}
