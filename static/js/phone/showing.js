/** What the phone shows, out of a state and what it remembers. Nothing here knows the page. */

/**
 * @typedef {import("#/phone/lines.js").Act} Act
 * @typedef {import("#/phone/memory.js").Memory} Memory
 * @typedef {import("#/phone/memory.js").State} State
 * @typedef {import("#/phone/outbox.js").Line} Line
 * @typedef {import("#/phone/view.js").Step} Step
 * @typedef {import("#/phone/view.js").Values} Values
 *
 * @typedef {(key: string, values?: Values) => string} Say a text in the reader's language; "" where there is none
 */

/** The process track's question that builds on the answers to the one before it. */
const BUILDS_ON_BEFORE = 4;
const MINUTE = 60_000;
const DRAFT = "draft:";

/** @param {State} state @param {import("#/phone/memory.js").Me} me @returns {Step} */
export function stepOf({ phase, question, questions, environments }, { joined, asked }) {
  if (phase === "closed") return "end";
  if (!joined) return environments.length && !asked ? "environment" : "rules";
  if (phase === "paused") return "paused";
  if (phase !== "open") return "lobby";
  return question ? "question" : questions ? "questions" : "lobby";
}

/** Whether who listens is to be told where they are now. @param {State} before @param {State} after */
export function turned(before, after) {
  return before.phase !== after.phase || before.question?.id !== after.question?.id;
}

/**
 * How long there still is, in words; "" where nothing ends, or it has.
 *
 * @param {State} state
 * @param {number} now the server's, in milliseconds
 * @param {Say} say
 */
export function timeLeft({ ends_at, remaining }, now, say) {
  const left = ends_at ? Date.parse(ends_at) - now : (remaining || -1) * 1000;
  return left < 0 ? "" : left < MINUTE ? say("minute") : say("minutes", { n: Math.ceil(left / MINUTE) });
}

/** Whether a line is one of those that one sent. @param {Line} line */
export function counts({ status }) {
  return status !== "withdrawn" && status !== "refused";
}

/**
 * Under the process track's fourth question: one's own answers to the third, to oneself only.
 *
 * @param {State} state
 * @param {Memory} memory
 */
export function earlierLines({ consultation, question }, memory) {
  if (consultation.track !== "process" || question?.number !== BUILDS_ON_BEFORE) return [];
  return memory.lines().filter((line) => memory.numberOf(line.question) === BUILDS_ON_BEFORE - 1 && counts(line));
}

/**
 * What is said while no question is open: before the first, and after one.
 *
 * @param {State} state
 * @param {Memory} memory
 * @param {{say: Say, sayCount: (key: string, n: number) => string}} words
 */
export function lobbyWords({ questions }, memory, { say, sayCount }) {
  if (questions) return { title: say("not_open"), more: say("not_open_more") };
  const { last } = memory;
  if (!last) return { title: say("first"), more: say("first_more") };
  const sent = memory.lines(last.id).filter(counts).length;
  return { title: say("question_over", { number: last.number }), more: sayCount("next", sent) };
}

/**
 * The lines of this question, or of the last one; at the end what is left unsent. The latest first.
 *
 * @param {State} state
 * @param {Memory} memory
 * @returns {Line[]}
 */
export function ownLines(state, memory) {
  const question = state.question?.id ?? memory.last?.id;
  const all = state.phase === "closed" || (state.questions && !state.question);
  const kept = all ? memory.lines() : memory.lines(question ?? "none");
  return [...kept, ...strandedDrafts(state, memory)].reverse();
}

/**
 * What was being written when its question, or the whole consultation, closed: it stays in sight as that question's.
 *
 * @param {State} state
 * @param {Memory} memory
 * @returns {Line[]}
 */
function strandedDrafts(state, memory) {
  const step = stepOf(state, memory.me);
  if (!["end", "lobby", "question"].includes(step)) return [];
  const open = [state.question, ...(state.questions ?? [])].map((it) => it?.id);
  const isShut = (/** @type {string} */ name) => memory.numberOf(name) !== undefined && !open.includes(name);
  const names = memory.drafts().filter((name) => step === "end" || isShut(name));
  const ended = step === "end";
  return names.map((name) => ({
    key: DRAFT + name,
    question: name,
    text: memory.draft(name) ?? "",
    status: "refused",
    reason: ended ? "closed" : "unsent",
    message: ended ? undefined : String(memory.numberOf(name) ?? ""),
    order: 0,
  }));
}

/**
 * What became of a line, in words.
 *
 * @param {Line} line
 * @param {{say: Say, reachable: boolean}} how
 */
export function fateOf({ status, reason, message, withdrawing, kept }, { say, reachable }) {
  if (withdrawing) return say("withdrawing");
  if (status === "waiting") return say(reachable ? "sending" : "waiting");
  if (status === "masked") return say(`masked_${reason}`) || say("masked");
  if (status === "hidden" && reason) return say("hidden_because", { reason });
  if (status === "refused" && reason === "unsent") return say("unsent", { number: message ?? "" });
  if (status === "refused") return say(`no_${reason}`) || message || say(reason ?? "") || say("no_bad_request");
  return say(status === "received" && kept ? "kept" : status);
}

/**
 * What can be done with a line.
 *
 * @param {Line} line
 * @param {State} state
 * @returns {Act[]}
 */
export function actsOf({ status, question, withdrawing, kept, key }, state) {
  const open = state.question?.id === question && state.phase !== "closed";
  if (status === "refused") return key.startsWith(DRAFT) || !open ? ["copy"] : ["edit", "copy"];
  if (status === "withdrawn" || status === "hidden" || withdrawing || kept || !open) return [];
  return ["withdraw"];
}

/** Whether a refused line belongs in the field again, where that is empty. @param {Line} line @param {State} state */
export function goesBack({ question, reason, probe }, state) {
  return question === state.question?.id && reason !== "question_closed" && !probe;
}
