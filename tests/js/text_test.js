/** The rules for a one-liner's text on the phone; the server's copy runs the same table. */

import assert from "node:assert/strict";
import { check, length, LIMIT, tidy, withoutUnseen } from "../../static/js/shared/text.js";

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

Deno.test("what is pasted along unseen can be left out, and nothing else goes", () => {
  for (const unseen of ["\u00ad", "\u200b", "\u200e", "\u200f", "\u2060", "\u2068", "\u2069", "\uf0b7"]) {
    assert.equal(withoutUnseen(` ${unseen} Schaam${unseen}te 👨‍👩‍👧\u200d `), "Schaamte 👨‍👩‍👧\u200d");
  }
  const flag = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
  assert.equal(withoutUnseen(`${flag}\u200b`), flag);
});

Deno.test("leaving out is offered only where it helps", () => {
  for (const text of ["Schaamte", " Schaamte\n", "", "\u200b", "a" + "\u0301".repeat(9), "x".repeat(150) + "\u200b"]) {
    assert.equal(withoutUnseen(text), null, text);
  }
});

const WORST = ["a", " ", " a", "\n ", "\u0301", "\u200d", "\u0301\u200d", "\u{1f3f4}\u{e0061}"];

/**
 * How much longer a text takes than as much text in parts: about 1 where the work is linear in the length, about as
 * many as there are parts where it is its square. The least of five tries, so that what else the machine does falls
 * away; how fast it is does so by itself.
 *
 * @param {(text: string) => void} work
 * @param {string} text
 * @param {number} parts
 */
function growth(work, text, parts) {
  const part = text.slice(0, text.length / parts);
  const [whole, inParts] = [[text, 1], [part, parts]].map(([it, times]) => {
    const tries = Array.from({ length: 5 }, () => {
      const started = performance.now();
      for (let at = 0; at < 20 * Number(times); at++) work(String(it));
      return performance.now() - started;
    });
    return Math.min(...tries);
  });
  return whole / inParts;
}

for (const part of WORST) {
  const [checked, tidied] = [960, 1 << 13].map((size) => part.repeat(size / part.length));
  Deno.test(`the work grows with the length of the text alone: ${JSON.stringify(part)}`, () => {
    assert.ok(growth((text) => length(text, null), tidied, 16) < 8, "length");
    assert.ok(growth(tidy, tidied, 16) < 8, "tidy");
    // Parts that are longer than LIMIT, so that they are counted too: its cube would be 16.
    assert.ok(growth(check, checked, 4) < 8, "check");
  });
}
