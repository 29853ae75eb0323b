/** What is to be masked: chosen from what was found, and by pressing words. */

import { deepEqual as equal } from "node:assert/strict";
import { covered, foundParts, pieces, spansOf, stretched } from "#/board/spans.js";

const TEXT = "😰 Mevrouw J. de Wit (06 12345678) lacht.";
/** @type {[number, number, string][]} */
const FOUND = [[2, 19, "name"], [21, 32, "phone"]];

Deno.test("what was found is chosen, each as what it is", () => {
  const all = pieces(TEXT);
  const parts = foundParts(all, FOUND);
  equal(spansOf(all, parts), [{ start: 2, end: 19, what: "person" }, { start: 21, end: 32, what: "contact" }]);
  equal(covered(all, parts), "😰 ▮▮▮▮ (▮▮▮▮) lacht.");
});

Deno.test("a word is masked whole where only a part of it was found", () => {
  const all = pieces("Vraag Jansen's zus");
  equal(spansOf(all, foundParts(all, [[6, 12, "name"]])), [{ start: 6, end: 14, what: "person" }]);
});

Deno.test("nothing is chosen by itself where something is masked already, or nothing was found", () => {
  equal(foundParts(pieces("▮▮▮▮ en Gerrit lachen"), FOUND), []);
  equal(foundParts(pieces(TEXT)), []);
});

Deno.test("runs that overlap are shown as one mask", () => {
  equal(covered(pieces("Mevrouw de Wit lacht"), [{ first: 0, last: 4 }, { first: 2, last: 4 }]), "▮▮▮▮ lacht");
});

Deno.test("a second press stretches, a press on the only word lets go", () => {
  equal(stretched(stretched(null, 2), 6), { first: 2, last: 6 });
  equal(stretched({ first: 2, last: 2 }, 2), null);
});
