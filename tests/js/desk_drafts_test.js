/** What was typed on the desk and not kept lies in the tab's storage until it is kept, dropped or signed out. */

import { deepEqual, equal } from "node:assert/strict";
import { Drafts, same } from "#/desk/drafts.js";

const PLACE = "/desk/tracks/t/questions#0";
const TYPED = { title: ["Wat speelt er?"], kind: ["a", "b"] };

function storage() {
  const held = new Map();
  return /** @type {Storage} */ (/** @type {unknown} */ ({
    get length() {
      return held.size;
    },
    key: (/** @type {number} */ at) => [...held.keys()][at] ?? null,
    getItem: (/** @type {string} */ name) => held.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ value) => held.set(name, value),
    removeItem: (/** @type {string} */ name) => held.delete(name),
  }));
}

Deno.test("what was typed is there again at its own place, and nowhere else", () => {
  const drafts = new Drafts(storage(), "ada");
  drafts.keep(PLACE, TYPED);

  deepEqual([drafts.of(PLACE), drafts.of("/desk/new#0")], [TYPED, null]);
});

Deno.test("who signs out leaves no draft behind, and what is not a draft stays", () => {
  const kept = storage();
  const drafts = new Drafts(kept, "ada");
  kept.setItem("else", "1");
  drafts.keep(PLACE, TYPED);
  drafts.keep("/desk/new#0", TYPED);
  drafts.clear();

  deepEqual([kept.length, kept.getItem("else")], [1, "1"]);
});

Deno.test("who comes after another in the same tab finds nothing of theirs", () => {
  const kept = storage();
  new Drafts(kept, "ada").keep(PLACE, TYPED);

  equal(new Drafts(kept, "ben").of(PLACE), null);
  equal(new Drafts(kept, "ada").of(PLACE), null);
});

Deno.test("what was sent is forgotten on the next page, and kept where the same page is shown again", () => {
  const drafts = new Drafts(storage(), "ada");
  drafts.keep(PLACE, TYPED, { sent: true });
  drafts.settle("/desk/tracks/t/questions");
  deepEqual(drafts.of(PLACE), TYPED);
  drafts.settle("/desk/");

  equal(drafts.of(PLACE), null);
});

Deno.test("a storage that can't be read holds nothing", () => {
  const kept = storage();
  kept.setItem(`facilitator:draft:ada:${PLACE}`, "{");

  equal(new Drafts(kept, "ada").of(PLACE), null);
});

for (
  const [what, one, other, expected] of /** @type {const} */ ([
    ["the same words in another order of fields", { a: ["x"], b: ["y"] }, { b: ["y"], a: ["x"] }, true],
    ["white space at the ends", { a: [" x\n"] }, { a: ["x"] }, true],
    ["an empty field and none", { a: [""] }, {}, true],
    ["another line ending", { a: ["x\r\ny"] }, { a: ["x\ny"] }, true],
    ["another word", { a: ["x"] }, { a: ["y"] }, false],
    ["another tick", { a: ["1"] }, { a: ["1", "2"] }, false],
  ])
) {
  const words = { one: { ...one }, other: { ...other } };
  Deno.test(`${what}: ${expected ? "the same" : "not the same"}`, () => {
    equal(same(/** @type {any} */ (words.one), /** @type {any} */ (words.other)), expected);
  });
}
