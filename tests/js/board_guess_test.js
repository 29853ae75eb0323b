import { deepEqual as equal } from "node:assert/strict";
import { change, fromSnapshot } from "#/shared/board-state.js";
import { guess } from "#/board/guess.js";
import { pieces } from "#/board/spans.js";
import { LABELS } from "#/board/labels.js";

const CATEGORIES = [{ id: "k1", name: "Rules", color: null, order: 1 }, {
  id: "k2",
  name: "Trust",
  color: null,
  order: 2,
}];

/** @type {(id: string, category: string | null, order: number) => import("#/shared/board-state.js").Card} */
function card(id, category, order) {
  return { id, question: "q", text: id, category, order, status: "received" };
}

function board() {
  return fromSnapshot({
    revision: 1,
    consultation: { id: "c", phase: "open", question: "q" },
    questions: [],
    categories: CATEGORIES,
    oneliners: [card("a", "k1", 10), card("b", "k1", 20), card("00000000ff", null, 5), card("d", "k2", 1)],
  });
}

/** @type {(it: import("#/shared/board-state.js").Board, category: string | null) => string[]} */
function lying(it, category) {
  const here = [...it.oneliners.values()].filter((one) => one.category === category);
  return here.sort((one, other) => one.order - other.order).map(({ id }) => id);
}

/** @param {import("#/board/guess.js").Act} act */
function guessed(act) {
  return change(board(), guess(board(), act));
}

Deno.test("sorting lays cards at the end, in the order given", () => {
  equal(lying(guessed({ type: "sort", oneliners: ["d", "00000000ff"], category: "k1" }), "k1"), [
    "a",
    "b",
    "d",
    "00000000ff",
  ]);
});

Deno.test("sorting lays cards before another", () => {
  equal(lying(guessed({ type: "sort", oneliners: ["d", "00000000ff"], category: "k1", before: "b" }), "k1"), [
    "a",
    "d",
    "00000000ff",
    "b",
  ]);
  equal(lying(guessed({ type: "sort", oneliners: ["b"], category: "k1", before: "a" }), "k1"), ["b", "a"]);
});

Deno.test("what is taken back lies where its id says", () => {
  equal(guessed({ type: "sort", oneliners: ["00000000ff"], category: null }).oneliners.get("00000000ff")?.order, 255);
});

Deno.test("a second category needs a first one, and another", () => {
  const act = { type: "sort_also", oneliners: ["a", "d", "00000000ff"], category: "k2" };
  const now = guessed(act).oneliners;
  equal(["a", "d", "00000000ff"].map((id) => now.get(id)?.also ?? null), ["k2", null, null]);
});

Deno.test("laid in its second category a card has no second one left", () => {
  const lying = change(board(), [["oneliner", "a", "also", null, "k2"]]);
  const into = (/** @type {string | null} */ category) =>
    change(lying, guess(lying, { type: "sort", oneliners: ["a"], category })).oneliners.get("a")?.also;
  equal([into("k1"), into("k2"), into(null)], ["k2", null, null]);
});

Deno.test("a removed category leaves its cards unsorted, a merged one gives them away", () => {
  equal(lying(guessed({ type: "remove_category", category: "k1" }), null), ["00000000ff", "a", "b"]);
  const merged = guessed({ type: "merge_categories", from: "k1", into: "k2" });
  equal([merged.categories.length, lying(merged, "k2")], [1, ["d", "a", "b"]]);
});

Deno.test("the conversation goes on at once, for the key that is pressed next", () => {
  const from = change(board(), [["consultation", "c", "ends_at", null, "2026-03-12T12:10:00+00:00"]]);
  const after = (/** @type {import("#/board/guess.js").Act} */ act) => {
    const { phase, question, ends_at } = change(from, guess(from, act)).consultation;
    return [phase, question, ends_at];
  };
  equal(after({ type: "open_question", question: "r" }), ["open", "r", null]);
  equal(after({ type: "open_question", question: "q", seconds: 30 }), ["open", "q", "2026-03-12T12:10:00+00:00"]);
  equal(after({ type: "pause" }), ["paused", "q", "2026-03-12T12:10:00+00:00"]);
  equal(after({ type: "resume" }), ["open", "q", "2026-03-12T12:10:00+00:00"]);
  equal(after({ type: "close_question" }), ["lobby", null, null]);
});

Deno.test("what is not guessed changes nothing yet", () => {
  equal(guess(board(), { type: "undo" }), []);
});

Deno.test("no category has a key that does something else", () => {
  equal(LABELS.slice(0, 13), [..."1234567890", "A", "C", "D"]);
  equal(LABELS.some((label) => "BFHMNOPQSZ".includes(label)), false);
});

Deno.test("a text falls apart into words, each with its place in code points", () => {
  const words = pieces("😀 Mevrouw J. de Wit!").filter(({ word }) => word);
  equal(words.map(({ text }) => text), ["😀", "Mevrouw", "J", ".", "de", "Wit", "!"]);
  equal(words[1], { text: "Mevrouw", start: 2, end: 9, word: true });
});

Deno.test("what is masked can't be chosen", () => {
  equal(pieces("▮▮▮▮ lacht").filter(({ word }) => word).map(({ text }) => text), ["lacht"]);
});

Deno.test("the pieces of a text are the text", () => {
  for (const text of ["Bel 06-12345678, of mail a.b@c.nl!", "👨‍👩‍👧 é e\u0301", "<b>vet</b> & 'zo'"]) {
    equal(pieces(text).map((piece) => piece.text).join(""), text);
  }
});
