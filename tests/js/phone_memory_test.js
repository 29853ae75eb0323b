import { deepEqual, equal, ok } from "node:assert/strict";
import { Memory } from "#/phone/memory.js";
import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";

/** @typedef {import("#/phone/memory.js").State} State */

const ONE = { id: "q1", number: 1, of: 4, title: "Wat gaat goed?", text: "" };
const TWO = { id: "q2", number: 2, of: 4, title: "Wat kan beter?", text: "" };

/** @param {Partial<State> & {dry_run?: boolean}} [more] @returns {State} */
function state({ dry_run = false, ...more } = {}) {
  return {
    consultation: { title: "De Markt", language: "nl", track: "process", round: 1, dry_run },
    phase: "open",
    question: ONE,
    ends_at: null,
    now: "2026-01-01T00:00:00Z",
    environments: [{ key: "resident" }],
    ...more,
  };
}

function aPhone() {
  const shelf = new Shelf("BCDFGH", null);
  const never = () => new Promise(() => {});
  let made = 0;
  const transport = { ready: () => false, send: never, withdraw: never };
  const outbox = new Outbox({ shelf, transport, newKey: () => `key-${made++}` });
  return { shelf, outbox, memory: new Memory(shelf, outbox) };
}

/** A line that the server has. @param {Outbox} outbox @param {string} text @param {string} id */
function received(outbox, text, id) {
  const line = outbox.put({ question: ONE.id, text });
  outbox.fate({ key: line.key, id, status: "received" });
  return line;
}

Deno.test("what was chosen in the plain forms is known to the script", () => {
  const { memory } = aPhone();

  memory.begin({ joined: true, environment: "resident", at: "q2" }, state());

  deepEqual(memory.me, { asked: true, environment: "resident", joined: true });
  equal(memory.face(state({ questions: [ONE, TWO] })).question?.id, "q2");
});

Deno.test("an environment that isn't offered is none", () => {
  const { memory } = aPhone();

  memory.choose("mayor", state());

  deepEqual(memory.me, { asked: true, environment: null });
});

Deno.test("where all questions are open, the chosen one is in front of us, or none", () => {
  const { memory } = aPhone();
  const all = state({ questions: [ONE, TWO] });

  equal(memory.face(all).question, null);
  memory.turnTo("q2");
  equal(memory.face(all).question?.number, 2);
  memory.turnTo("");
  equal(memory.face(all).question, null);
});

Deno.test("the question that was last in front of us is remembered with its number", () => {
  const { memory } = aPhone();

  memory.face(state({ question: TWO }));
  memory.face(state({ phase: "lobby", question: null }));

  deepEqual(memory.last, { id: "q2", number: 2, title: TWO.title });
});

Deno.test("once a dry run is wiped, nothing that was tried is left, but who one is", () => {
  const { memory, outbox } = aPhone();
  memory.remember({ joined: true });
  memory.rehearse(state({ dry_run: true }));
  outbox.put({ question: ONE.id, text: "Een proef." });
  memory.keepDraft(ONE.id, "Half af");

  memory.rehearse(state());

  deepEqual([memory.lines(), memory.drafts(), memory.me], [[], [], { joined: true }]);
});

Deno.test("in earnest nothing is wiped, and a dry run that closes wipes nothing either", () => {
  const { memory, outbox } = aPhone();
  outbox.put({ question: ONE.id, text: "Blijft." });

  memory.rehearse(state());
  memory.rehearse(state({ dry_run: true }));
  memory.rehearse(state({ phase: "closed" }));

  equal(memory.lines().length, 1);
});

Deno.test("at the close only the ids of what arrived stay, in no order of theirs", () => {
  const { memory, outbox, shelf } = aPhone();
  received(outbox, "Later.", "b2");
  received(outbox, "Eerder.", "a1");
  const back = received(outbox, "Terug.", "c3");
  outbox.fate({ key: back.key, id: "c3", status: "withdrawn" });
  memory.heardProbe({ id: "p1", oneliner: null, text: "Hoe zo?" }, { question: ONE.id });

  memory.close();

  deepEqual(shelf.read("said"), ["a1", "b2"]);
  deepEqual([memory.lines(), memory.openProbe(ONE.id)], [[], undefined]);
});

Deno.test("the ids of an earlier round are kept beside the new ones, until they are to be forgotten", () => {
  const { memory, outbox, shelf } = aPhone();
  shelf.write("said", ["a1"]);
  received(outbox, "Weer.", "b2");

  memory.close();
  deepEqual(shelf.read("said"), ["a1", "b2"]);
  memory.forgetSaid();

  equal(memory.knowsSaid, false);
});

Deno.test("what could not be sent before the close stays to be read", () => {
  const { memory, outbox } = aPhone();
  outbox.put({ question: ONE.id, text: "Te laat." });

  memory.close();

  deepEqual(memory.lines().map(({ text, status, reason }) => [text, status, reason]), [[
    "Te laat.",
    "refused",
    "closed",
  ]]);
});

Deno.test("a draft is kept until its text is gone", () => {
  const { memory } = aPhone();

  memory.keepDraft("q1", "Half");
  deepEqual([memory.draft("q1"), memory.drafts()], ["Half", ["q1"]]);
  memory.keepDraft("q1", "");

  deepEqual(memory.drafts(), []);
});

Deno.test("a probe of one's own line belongs to that line's question", () => {
  const { memory, outbox } = aPhone();
  received(outbox, "Van mij.", "a1");

  const probe = memory.heardProbe({ id: "p1", oneliner: "a1", text: "Hoe zo?" }, { question: TWO.id, now: 5 });

  deepEqual(probe, { id: "p1", oneliner: "a1", text: "Hoe zo?", question: ONE.id, order: 5 });
});

Deno.test("a probe of a line that this phone doesn't know is one for everybody", () => {
  const { memory } = aPhone();

  const probe = memory.heardProbe({ id: "p1", oneliner: "z9", text: "Hoe zo?" }, { question: TWO.id });

  deepEqual([probe?.oneliner, probe?.question], [null, TWO.id]);
});

Deno.test("a probe that comes twice is heard once, also after it was put away", () => {
  const { memory } = aPhone();
  const heard = { id: "p1", oneliner: null, text: "Hoe zo?" };
  const first = memory.heardProbe(heard, { question: ONE.id });

  memory.putAway(/** @type {import("#/phone/memory.js").Probe} */ (first));

  equal(memory.heardProbe(heard, { question: ONE.id }), null);
  equal(memory.openProbe(ONE.id), undefined);
});

Deno.test("of several probes the newest of the question in front of us is open", () => {
  const { memory } = aPhone();
  memory.heardProbe({ id: "p2", oneliner: null, text: "Nieuw" }, { question: ONE.id, now: 2 });
  memory.heardProbe({ id: "p1", oneliner: null, text: "Oud" }, { question: ONE.id, now: 1 });
  memory.heardProbe({ id: "p3", oneliner: null, text: "Elders" }, { question: TWO.id, now: 3 });

  equal(memory.openProbe(ONE.id)?.text, "Nieuw");
});

Deno.test("a phone calls itself the same until the consultation is over", () => {
  const { shelf, memory } = aPhone();
  const seat = memory.seat;

  equal(memory.seat, seat);
  equal(new Memory(shelf, aPhone().outbox).seat, seat);
  memory.close();
  ok(memory.seat !== seat);
});
