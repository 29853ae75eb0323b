import { deepEqual, equal } from "node:assert/strict";
import { fromSnapshot } from "#/shared/board-state.js";

globalThis.document ??= /** @type {any} */ ({ getElementById: () => null });
const { perform, useWire } = await import("#/board/acting.js");
const { board, guesses, told, truth } = await import("#/board/store.js");
const { hush } = await import("#/board/tell.js");

/** @typedef {import("#/shared/live.js").Answer} Answer */

/** A board with one card, and what answers its acts when the test says so. */
function start() {
  truth.value = fromSnapshot({
    revision: 1,
    consultation: { id: "c", phase: "open", question: "q" },
    questions: [{ id: "q", number: 1, title: "Rules", text: "?" }],
    categories: [{ id: "k1", name: "Rules", color: null, order: 1 }],
    oneliners: [{ id: "a", question: "q", text: "Shame.", category: null, order: 1, status: "received" }],
  });
  guesses.value = [];
  hush();
  /** @type {{promise: Promise<Answer>, resolve: (answer: Answer) => void}} */
  const { promise, resolve } = Promise.withResolvers();
  useWire({ act: () => promise });
  return resolve;
}

const SORT = { type: "sort", oneliners: ["a"], category: "k1", before: null };

Deno.test("nothing is said to be done before the server said so", async () => {
  const answer = start();
  const done = perform(SORT, "Sorted.");
  equal(told.value, null);
  equal(board.value.oneliners.get("a")?.category, "k1");
  answer({ ok: true, revision: 2 });
  await done;
  deepEqual(told.value, { text: "Sorted.", undo: true });
  hush();
});

Deno.test("what was not done is told alone, and taken back", async () => {
  const answer = start();
  const done = perform(SORT, "Sorted.");
  answer({ ok: false, error: { code: "forbidden", message: "Sign in first." } });
  await done;
  deepEqual(told.value, { text: "Sign in first.", fault: true });
  equal(board.value.oneliners.get("a")?.category, null);
  hush();
});
