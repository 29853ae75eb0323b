import { deepEqual, equal } from "node:assert/strict";
import { Lines } from "#/interviews/lines.js";
import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";

/** @typedef {import("#/interviews/lines.js").Told} Told */

/** @param {string} id @param {Partial<Told>} [more] @returns {Told} */
function told(id, more = {}) {
  return { id, question: "q1", text: `Regel ${id}.`, depth: 0, asked: null, parent: null, ...more };
}

/** @param {Told[]} known what the server has */
function anInterview(...known) {
  const never = () => new Promise(() => {});
  let made = 0;
  const outbox = new Outbox({
    shelf: new Shelf("interview:i1", null),
    transport: { ready: () => false, send: never, withdraw: never },
    newKey: () => `key-${made++}`,
  });
  return { outbox, lines: new Lines(known, outbox) };
}

/** @param {Outbox} outbox @param {string} text @param {object} [extras] */
function write(outbox, text, extras) {
  return outbox.put({ question: "q1", text, extras });
}

/** @param {ReturnType<typeof anInterview>} interview @param {import("#/phone/outbox.js").Line} line @param {string} id */
function arrive({ outbox, lines }, line, id) {
  outbox.fate({ key: line.key, id, status: "received" });
  return lines.arrive(line);
}

/** @param {Lines} lines */
function shape(lines) {
  return lines.rows("q1").map(({ ref, depth }) => [ref, depth]);
}

Deno.test("each line hangs under what it answers, to any depth", () => {
  const { lines } = anInterview(told("a"), told("b"), told("c", { parent: "a" }), told("d", { parent: "c" }));

  deepEqual(shape(lines), [["a", 0], ["c", 1], ["d", 2], ["b", 0]]);
});

Deno.test("an answer to what was struck stands by itself, and other questions stay apart", () => {
  const { lines } = anInterview(told("b", { parent: "gone" }), told("x", { question: "q2" }));

  deepEqual(shape(lines), [["b", 0]]);
});

Deno.test("what is here only comes last, and counts as waiting", () => {
  const { lines, outbox } = anInterview(told("a"));

  write(outbox, "Nieuw.", { parent: "a", asked: "Hoe zo?" });

  const [, row] = lines.rows("q1");
  deepEqual([row.ref, row.depth, row.asked, row.sent?.status], ["key-0", 1, "Hoe zo?", "waiting"]);
  equal(lines.waiting, 1);
});

Deno.test("an answer to a line that had no id yet stays under it once it has one", () => {
  const interview = anInterview();
  const first = write(interview.outbox, "Eerst.");
  write(interview.outbox, "Daarop.", { parent: first.key });

  arrive(interview, first, "a");

  deepEqual(shape(interview.lines), [["a", 0], ["key-1", 1]]);
  equal(interview.lines.ref(first.key), "a");
});

Deno.test("what was said here stays in the order in which it was said", () => {
  const interview = anInterview();
  const [first, second] = [write(interview.outbox, "Eerst."), write(interview.outbox, "Daarna.")];

  arrive(interview, second, "a");
  arrive(interview, first, "b");

  deepEqual(shape(interview.lines), [["b", 0], ["a", 0]]);
});

Deno.test("a line arrives once, and only when the server has it", () => {
  const interview = anInterview();
  const line = write(interview.outbox, "Nieuw.");

  equal(interview.lines.arrive(line), false);
  equal(arrive(interview, line, "a"), true);
  equal(arrive(interview, line, "a"), false);
});

Deno.test("what was taken back is gone from the list and from this device", () => {
  const interview = anInterview();
  const line = write(interview.outbox, "Weg.");
  arrive(interview, line, "a");

  equal(interview.lines.strike(line), false);
  interview.outbox.fate({ key: line.key, id: "a", status: "withdrawn" });
  equal(interview.lines.strike(line), true);

  deepEqual([shape(interview.lines), interview.outbox.lines()], [[], []]);
});

Deno.test("what was struck somewhere else is let go of here too", () => {
  const { lines, outbox } = anInterview(told("a"));
  for (const [text, id] of [["Daar.", "a"], ["Weg.", "b"]]) {
    outbox.fate({ key: write(outbox, text).key, id, status: "received" });
  }

  lines.forgetStruck();

  deepEqual(outbox.lines().map(({ id }) => id), ["a"]);
});

Deno.test("what this device sent is found by its id and by its key", () => {
  const interview = anInterview(told("z"));
  const line = write(interview.outbox, "Nieuw.");
  arrive(interview, line, "a");

  equal(interview.lines.sent("a"), line);
  equal(interview.lines.sent(line.key), line);
  equal(interview.lines.sent("z"), undefined);
});
