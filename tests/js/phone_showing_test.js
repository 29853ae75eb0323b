import { deepEqual, equal } from "node:assert/strict";
import { Memory } from "#/phone/memory.js";
import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";
import {
  actsOf,
  earlierLines,
  fateOf,
  goesBack,
  lobbyWords,
  ownLines,
  stepOf,
  timeLeft,
  turned,
} from "#/phone/showing.js";

/**
 * @typedef {import("#/phone/memory.js").State} State
 * @typedef {import("#/phone/outbox.js").Line} Line
 */

const ONE = { id: "q1", number: 1, of: 4, title: "Wat gaat goed?", text: "" };
const TWO = { ...ONE, id: "q2", number: 2 };
const FOUR = { id: "q4", number: 4, of: 4, title: "Wie kan het?", text: "" };
const NOW = Date.parse("2026-01-01T00:00:00Z");

/** @param {Partial<State>} [more] @returns {State} */
function state(more = {}) {
  return {
    consultation: { title: "De Markt", language: "nl", track: "process", round: 1 },
    phase: "open",
    question: ONE,
    ends_at: null,
    now: "2026-01-01T00:00:00Z",
    environments: [],
    ...more,
  };
}

/** @param {Partial<Line>} [more] @returns {Line} */
function line(more = {}) {
  return { key: "k", question: ONE.id, text: "Tekst.", status: "received", order: 1, ...more };
}

function aPhone() {
  const shelf = new Shelf("BCDFGH", null);
  const never = () => new Promise(() => {});
  let made = 0;
  const transport = { ready: () => false, send: never, withdraw: never };
  const outbox = new Outbox({ shelf, transport, newKey: () => `key-${made++}` });
  const memory = new Memory(shelf, outbox);
  memory.remember({ joined: true });
  return { memory, outbox };
}

/** Says its key and what it is given; nothing for a key that the page has no words for. @param {string[]} missing */
function words(...missing) {
  return (/** @type {string} */ key, values = {}) =>
    missing.includes(key) ? "" : [key, ...Object.values(values)].join(" ");
}

const say = words();
const sayCount = (/** @type {string} */ key, /** @type {number} */ n) => `${key} ${n}`;

const STEPS = /** @type {[string, Partial<State>, import("#/phone/memory.js").Me][]} */ ([
  ["end", { phase: "closed" }, {}],
  ["environment", { environments: [{ key: "resident" }] }, {}],
  ["rules", { environments: [{ key: "resident" }] }, { asked: true }],
  ["rules", { environments: [] }, {}],
  ["paused", { phase: "paused" }, { joined: true }],
  ["lobby", { phase: "lobby", question: null }, { joined: true }],
  ["lobby", { phase: "open", question: null }, { joined: true }],
  ["question", {}, { joined: true }],
  ["questions", { question: null, questions: [ONE] }, { joined: true }],
  ["question", { questions: [ONE] }, { joined: true }],
]);

for (const [step, more, me] of STEPS) {
  Deno.test(`the step is ${step} at ${JSON.stringify([more, me])}`, () => equal(stepOf(state(more), me), step));
}

Deno.test("who listens is told of another phase and of another question, and of nothing else", () => {
  equal(turned(state(), state({ phase: "paused" })), true);
  equal(turned(state(), state({ question: FOUR })), true);
  equal(turned(state(), state({ ends_at: "2026-01-01T00:10:00Z" })), false);
});

Deno.test("the time left is in whole minutes, rounded up, and less than one is a minute", () => {
  equal(timeLeft(state({ ends_at: "2026-01-01T00:01:01Z" }), NOW, say), "minutes 2");
  equal(timeLeft(state({ ends_at: "2026-01-01T00:00:59Z" }), NOW, say), "minute");
  equal(timeLeft(state({ remaining: 120 }), NOW, say), "minutes 2");
});

Deno.test("where nothing ends, or it has ended, no time is said", () => {
  equal(timeLeft(state(), NOW, say), "");
  equal(timeLeft(state({ ends_at: "2025-12-31T23:59:59Z" }), NOW, say), "");
});

Deno.test("under the fourth question stand one's own answers to the third, and not what was taken back", () => {
  const { memory, outbox } = aPhone();
  memory.face(state({ question: { ...ONE, id: "q3", number: 3 } }));
  outbox.put({ question: "q3", text: "Blijft." });
  outbox.withdraw(outbox.put({ question: "q3", text: "Terug." }).key);
  outbox.put({ question: "q1", text: "Anders." });

  deepEqual(earlierLines(state({ question: FOUR }), memory).map(({ text }) => text), ["Blijft."]);
  deepEqual(earlierLines(state({ question: ONE }), memory), []);
});

Deno.test("on a goal track no question builds on the one before", () => {
  const { memory, outbox } = aPhone();
  memory.face(state({ question: { ...ONE, id: "q3", number: 3 } }));
  outbox.put({ question: "q3", text: "Blijft." });
  const consultation = /** @type {State["consultation"]} */ ({ ...state().consultation, track: "goal" });

  deepEqual(earlierLines(state({ consultation, question: FOUR }), memory), []);
});

Deno.test("the lobby says that it begins, and later how many one sent to the last question", () => {
  const { memory, outbox } = aPhone();
  const lobby = state({ phase: "lobby", question: null });

  deepEqual(lobbyWords(lobby, memory, { say, sayCount }), { title: "first", more: "first_more" });
  memory.face(state());
  outbox.put({ question: ONE.id, text: "Een." });
  outbox.withdraw(outbox.put({ question: ONE.id, text: "Terug." }).key);

  deepEqual(lobbyWords(lobby, memory, { say, sayCount }), { title: "question_over 1", more: "next 1" });
});

Deno.test("at one's own pace the lobby says that it isn't open", () => {
  const { memory } = aPhone();

  const words = lobbyWords(state({ phase: "lobby", question: null, questions: [] }), memory, { say, sayCount });

  deepEqual(words, { title: "not_open", more: "not_open_more" });
});

Deno.test("the lines of the question in front of us are shown, the latest first", () => {
  const { memory, outbox } = aPhone();
  for (const text of ["Een.", "Twee."]) outbox.put({ question: ONE.id, text });
  outbox.put({ question: "q2", text: "Elders." });

  deepEqual(ownLines(state(), memory).map(({ text }) => text), ["Twee.", "Een."]);
});

Deno.test("before any question there are none", () => {
  const { memory, outbox } = aPhone();
  outbox.put({ question: "q2", text: "Elders." });

  deepEqual(ownLines(state({ phase: "lobby", question: null }), memory), []);
});

Deno.test("what was being written when its question closed is shown as unsent", () => {
  const { memory } = aPhone();
  memory.face(state());
  memory.keepDraft(ONE.id, "Half af");
  memory.keepDraft("a probe", "Een antwoord");

  const shown = ownLines(state({ phase: "lobby", question: null }), memory);

  deepEqual(shown.map(({ key, text, reason }) => [key, text, reason]), [["draft:q1", "Half af", "unsent"]]);
});

Deno.test("what was being written stays in sight as its own question's when another one is open", () => {
  const { memory } = aPhone();
  memory.face(state());
  memory.keepDraft(ONE.id, "Half af");
  const next = memory.face(state({ question: TWO }));

  const [draft, ...more] = ownLines(next, memory);

  deepEqual([draft.text, draft.question, more], ["Half af", ONE.id, []]);
  equal(fateOf(draft, { say: (key, values) => `${key} ${values?.number}`, reachable: true }), "unsent 1");
  deepEqual(actsOf(draft, next), ["copy"]);
  deepEqual(ownLines(memory.face(state()), memory), []);
});

Deno.test("what was being written when all was over says so, and can be copied", () => {
  const { memory } = aPhone();
  memory.face(state());
  memory.keepDraft(ONE.id, "Half af");
  const over = memory.face(state({ phase: "closed", question: null }));

  const [draft] = ownLines(over, memory);

  equal(fateOf(draft, { say: (key) => (key === "closed" ? "all is over" : ""), reachable: true }), "all is over");
  deepEqual(actsOf(draft, over), ["copy"]);
});

Deno.test("where all questions are open, what is being written for another one is no line", () => {
  const { memory } = aPhone();
  const all = state({ questions: [ONE, TWO] });
  memory.turnTo(ONE.id);
  memory.face(all);
  memory.keepDraft(ONE.id, "Half af");
  memory.turnTo(TWO.id);

  deepEqual(ownLines(memory.face(all), memory), []);
});

Deno.test("at the end every draft is shown, and every line that is left", () => {
  const { memory, outbox } = aPhone();
  outbox.put({ question: "q2", text: "Niet verstuurd." });
  memory.keepDraft("q1", "Half af");

  const shown = ownLines(state({ phase: "closed", question: null }), memory);

  deepEqual(shown.map(({ text }) => text), ["Half af", "Niet verstuurd."]);
});

const FATES = /** @type {[string, Partial<Line>, boolean][]} */ ([
  ["received", {}, true],
  ["kept", { kept: true }, true],
  ["sending", { status: "waiting" }, true],
  ["waiting", { status: "waiting" }, false],
  ["withdrawing", { withdrawing: true }, true],
  ["withdrawn", { status: "withdrawn" }, true],
  ["masked_name", { status: "masked", reason: "name" }, true],
  ["hidden_because off_topic", { status: "hidden", reason: "off_topic" }, true],
  ["hidden", { status: "hidden" }, true],
  ["no_too_long", { status: "refused", reason: "too_long", message: "Te lang." }, true],
]);

for (const [fate, more, reachable] of FATES) {
  Deno.test(`the fate of a line is ${fate} at ${JSON.stringify([more, reachable])}`, () => {
    equal(fateOf(line(more), { say, reachable }), fate);
  });
}

Deno.test("a refusal that the page has no words for is said in the server's, or as a bad request", () => {
  const how = { say: words("no_new", "new"), reachable: true };

  equal(fateOf(line({ status: "refused", reason: "new", message: "Nieuw." }), how), "Nieuw.");
  equal(fateOf(line({ status: "refused", reason: "new" }), how), "no_bad_request");
});

Deno.test("a mask that the page has no words for is just a mask", () => {
  equal(fateOf(line({ status: "masked", reason: "new" }), { say: words("masked_new"), reachable: true }), "masked");
});

const ACTS = /** @type {[string[], Partial<Line>, Partial<State>][]} */ ([
  [["withdraw"], {}, {}],
  [["withdraw"], { status: "waiting" }, {}],
  [["withdraw"], { status: "masked" }, { phase: "paused" }],
  [[], {}, { phase: "closed" }],
  [[], {}, { question: FOUR }],
  [[], { kept: true }, {}],
  [[], { withdrawing: true }, {}],
  [[], { status: "hidden" }, {}],
  [[], { status: "withdrawn" }, {}],
  [["edit", "copy"], { status: "refused" }, {}],
  [["copy"], { status: "refused" }, { question: FOUR }],
  [["copy"], { status: "refused", key: "draft:q1" }, {}],
]);

for (const [acts, more, at] of ACTS) {
  Deno.test(`with a line can be done ${JSON.stringify([acts, more, at])}`, () => {
    deepEqual(actsOf(line(more), state(at)), acts);
  });
}

Deno.test("a refused line goes back into its question's field, unless that is closed or it answers a probe", () => {
  equal(goesBack(line({ reason: "too_long" }), state()), true);
  equal(goesBack(line({ reason: "too_long" }), state({ question: FOUR })), false);
  equal(goesBack(line({ reason: "question_closed" }), state()), false);
  equal(goesBack(line({ probe: "p1" }), state()), false);
});
