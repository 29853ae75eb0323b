/** The rules for a one-liner's text on the phone; the server's copy runs the same table. */

import assert from "node:assert/strict";
import { check, length, LIMIT, tidy } from "../../static/js/shared/text.js";

/** @type {{name: string, text: string, verdict: string, length?: number}[]} */
const CASES = JSON.parse(
  await Deno.readTextFile(new URL("../wire/text_cases.json", import.meta.url)),
);

for (const { name, text, verdict, length: expected } of CASES) {
  Deno.test(`the shared table holds: ${name}`, () => {
    assert.equal(check(text) ?? "ok", verdict);
    if (expected !== undefined) assert.equal(length(text), expected);
  });
}

Deno.test("a browser without a segmenter counts the table alike", () => {
  for (const { name, text, length: expected } of CASES) {
    if (expected !== undefined) assert.equal(length(text, null), expected, name);
  }
});

Deno.test("the limit is 140", () => assert.equal(LIMIT, 140));

Deno.test("tidying makes one space of a break and keeps the rest", () => {
  const pasted = "\ufeff\t Mensen haken  af: \r\n\r\n het loket\tis open.\u00a0\n";
  assert.equal(tidy(pasted), "Mensen haken  af: het loket is open.");
});

Deno.test("tidying twice is tidying once, and leaves no refusal for space or lines", () => {
  for (const { name, text } of CASES) {
    const tidied = tidy(text);
    assert.equal(tidy(tidied), tidied, name);
    assert.ok(!["outer_space", "not_one_line"].includes(check(tidied) ?? "ok"), name);
  }
});

Deno.test("the worst 4096 code points take milliseconds", () => {
  const worst = ["a", " ", " a", "\n ", "\u0301", "\u200d", "\u0301\u200d", "\u{1f3f4}\u{e0061}"];
  const started = performance.now();
  for (const part of worst) {
    const text = part.repeat(4096 / part.length);
    check(text);
    check(text.slice(0, 1000));
    length(text, null);
    tidy(text);
  }
  assert.ok(performance.now() - started < 500);
});
