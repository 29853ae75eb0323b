import { deepEqual as equal } from "node:assert/strict";
import { agrees } from "#/board/agreeing.js";

const AGREEING = [
  "Eens met de vorige spreker.",
  "Helemaal mee eens!",
  "Ik ben het hiermee eens",
  "Ja, eens.",
  "Ik sluit me daar bij aan.",
  "Idem",
  "Hetzelfde als hiervoor.",
  "I agree with the previous speaker.",
  "Agreed!",
  "Same here",
];

const SAYING = [
  "Eens in de week een spreekuur.",
  "Wees het eens over één plan.",
  "Schulden maken oneens.",
  "Ieder gezin heeft een eigen verhaal, en wie dat hoort is het daar vast helemaal mee eens.",
  "Agreements are not kept.",
  "Dezelfde brief komt drie keer.",
];

Deno.test("a remark that only agrees is known", () => {
  equal(AGREEING.filter((text) => !agrees(text)), []);
});

Deno.test("a remark that says something is left alone", () => {
  equal(SAYING.filter(agrees), []);
});
