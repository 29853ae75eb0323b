import { deepEqual as equal } from "node:assert/strict";
import { answersUnder, depths, threaded } from "#/shared/threads.js";

/** @type {(id: string, parent?: string) => import("#/shared/board-state.js").Card} */
function card(id, parent) {
  return { id, parent, question: "q", text: id, category: "k", order: 1, status: "received" };
}

const CHAIN = [card("c", "b"), card("x"), card("a"), card("b", "a"), card("d", "a"), card("e", "elsewhere")];

/** @param {{id: string}[]} cards */
function ids(cards) {
  return cards.map(({ id }) => id).join("");
}

Deno.test("answers lie under what they answer, to any depth", () => {
  equal(ids(threaded(CHAIN)), "xabcde");
});

Deno.test("without answers a list is the same array", () => {
  const cards = [card("a"), card("b", "elsewhere")];
  equal(threaded(cards) === cards, true);
});

Deno.test("an answer is one step deeper than what it answers here", () => {
  equal([...depths(threaded(CHAIN)).values()], [0, 0, 1, 2, 1, 0]);
});

Deno.test("all answers under one, and none of others", () => {
  equal(ids(answersUnder(CHAIN, "a")), "bcd");
  equal(ids(answersUnder(CHAIN, "x")), "");
});
