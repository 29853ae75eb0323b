/** Long words say where they may be broken, and are otherwise left as they are. */

import assert from "node:assert/strict";
import { softened } from "../../static/js/shared/hyphens.js";

/** @param {string} text */
const shown = (text) => softened(text).replaceAll("\u00AD", "-");

const CASES = {
  Oplossingsrichtingen: "Oplos-sings-rich-tingen",
  "Vindbaarheid en toegang": "Vind-baar-heid en toegang",
  "financiële vaardigheden": "finan-ciële vaar-dig-heden",
  vakmanschap: "vakman-schap",
  "Mutual expectations": "Mutual expec-tations",
};

for (const [text, expected] of Object.entries(CASES)) {
  Deno.test(`${text} may be broken between its syllables`, () => assert.equal(shown(text), expected));
}

Deno.test("short words, numbers and signs are left as they are", () => {
  for (const text of ["Schaamte.", "2026", "▮▮▮▮", "", "90 euro"]) assert.equal(softened(text), text);
});

Deno.test("no letter is lost and none is added", () => {
  for (const text of Object.keys(CASES)) assert.equal(softened(text).replaceAll("\u00AD", ""), text);
});
