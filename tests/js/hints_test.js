/** Hints ask for a second look while typing; they never stop a one-liner. */

import assert from "node:assert/strict";
import { hints } from "../../static/js/shared/text.js";

/** @type {{text: string, hints: string[]}[]} */
const CASES = JSON.parse(
  await Deno.readTextFile(new URL("../wire/hint_cases.json", import.meta.url)),
);

for (const { text, hints: expected } of CASES) {
  Deno.test(`hints for: ${text}`, () => assert.deepEqual(hints(text), expected));
}

Deno.test("hints come to an end on the longest of texts", () => {
  const worst = ["a", ". ", "0 ", "a.", "Mevrouw van ", "A.", "w@", "-", "+1 "];
  for (const part of worst) assert.ok(Array.isArray(hints(part.repeat(4096 / part.length))));
});
