import { equal } from "node:assert/strict";
import { isComposing } from "#/shared/composing.js";
import { keyOf } from "#/shared/pressed.js";

Deno.test("the Enter that ends a composed word is none, also in Safari", () => {
  equal(isComposing({ isComposing: true, keyCode: 13 }), true);
  equal(isComposing({ isComposing: false, keyCode: 229 }), true);
  equal(isComposing({ isComposing: false, keyCode: 13 }), false);
});

/** @type {[layout: string, key: string, code: string, shiftKey: boolean, found: string][]} */
const PRESSES = [
  ["QWERTY", "z", "KeyZ", false, "z"],
  ["QWERTY with Shift", "Z", "KeyZ", true, "z"],
  ["QWERTZ, where z lies elsewhere", "z", "KeyY", false, "z"],
  ["Dvorak", ";", "KeyZ", false, ";"],
  ["Russian", "я", "KeyZ", false, "z"],
  ["Greek", "ζ", "KeyZ", false, "z"],
  ["Arabic", "ئ", "KeyZ", false, "z"],
  ["Arabic, one key two signs", "لا", "KeyB", false, "b"],
  ["Hebrew", "ז", "KeyZ", false, "z"],
  ["Turkish", "İ", "KeyI", true, "i"],
  ["AZERTY", "&", "Digit1", false, "1"],
  ["AZERTY", "-", "Digit6", false, "6"],
  ["AZERTY", "à", "Digit0", false, "0"],
  ["AZERTY with Shift", "1", "Digit1", true, "1"],
  ["Czech", "+", "Digit1", false, "1"],
  ["QWERTY with Shift", "*", "Digit8", true, "*"],
  ["numbers at the side", "1", "Numpad1", false, "1"],
  ["a program, without Shift", "*", "Digit8", false, "*"],
  ["German", "ö", "Semicolon", false, "ö"],
  ["Arabic", "؟", "Slash", true, "?"],
  ["any", "Enter", "Enter", false, "Enter"],
  ["any", "F2", "F2", false, "F2"],
  ["a program, without a place", "z", "", false, "z"],
];

for (const [layout, key, code, shiftKey, found] of PRESSES) {
  Deno.test(`the key ${code || "nowhere"} that gives ${key} is ${found}: ${layout}`, () => {
    equal(keyOf({ key, code, shiftKey }), found);
  });
}
