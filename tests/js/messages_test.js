// The examples of the protocol, as the pages' own code takes them.
import { deepEqual, equal, ok } from "node:assert/strict";
import { apply, fromSnapshot } from "#/shared/board-state.js";
import { arrange, mapRows } from "#/shared/board-views.js";
import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";

const MESSAGES = new URL("../wire/messages/", import.meta.url);

/** @param {string} name */
function example(name) {
  return JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, MESSAGES)));
}

/** @param {string} folder */
function examplesIn(folder) {
  return [...Deno.readDirSync(new URL(`${folder}/`, MESSAGES))].map(({ name }) => name.replace(".json", ""));
}

/**
 * The example's board at the moment just before an event.
 *
 * @param {string} place
 * @param {number} revision
 */
function boardBefore(place, revision) {
  return fromSnapshot({ ...example(`${place}/snapshot`), revision: revision - 1 });
}

for (const place of ["to-board", "to-screen"]) {
  for (const type of examplesIn(`${place}/events`)) {
    Deno.test(`${place}: ${type} brings the board on by one revision`, () => {
      const event = example(`${place}/events/${type}`);
      const board = apply(boardBefore(place, event.revision), event);
      equal(board.revision, event.revision);
      ok(arrange(board) && mapRows(board));
    });
  }
}

Deno.test("a batch is applied in its order", () => {
  const { from, to, events } = example("to-board/events");
  equal(events.reduce(apply, boardBefore("to-board", from)).revision, to);
});

Deno.test("what was masked shows as masked", () => {
  const event = example("to-board/events/masked");
  const [[id, text]] = Object.entries(event.texts);
  const card = apply(boardBefore("to-board", event.revision), event).oneliners.get(id);
  equal(card?.text, text);
  equal(card?.status, "masked");
});

Deno.test("what is hidden leaves the screen and comes back when it is shown", () => {
  const [hidden, shown] = [example("to-screen/events/hidden"), example("to-screen/events/shown")];
  const without = apply(boardBefore("to-screen", hidden.revision), hidden);
  ok(!without.oneliners.has(hidden.drop[0]));
  ok(apply(without, shown).oneliners.has(hidden.drop[0]));
});

Deno.test("what is withheld is counted on the screen", () => {
  const event = example("to-screen/events/withheld");
  const before = boardBefore("to-screen", event.revision);
  equal(apply(before, event).received[event.question], before.received[event.question] + 1);
});

/** @param {import("#/phone/outbox.js").Transport["send"]} send */
function outboxWith(send) {
  const { key } = example("from-phone/submit");
  const transport = { ready: () => true, send, withdraw: () => Promise.resolve(example("to-phone/withdrawn")) };
  return new Outbox({ shelf: new Shelf("BCDFGH", null), transport, newKey: () => key });
}

Deno.test("the phone sends what the example says and takes its answer", async () => {
  const { key, question, text } = example("from-phone/submit");
  /** @type {unknown} */
  let sent;
  const outbox = outboxWith((line) => {
    sent = { key: line.key, question: line.question, text: line.text };
    return Promise.resolve(example("to-phone/submitted"));
  });
  outbox.put({ question, text });
  await settled();
  deepEqual(sent, { key, question, text });
  equal(outbox.lines()[0].id, example("to-phone/submitted").id);
});

Deno.test("the phone takes a refusal", async () => {
  const outbox = outboxWith(() => Promise.resolve(example("to-phone/submit_refused")));
  outbox.put({ question: example("from-phone/submit").question, text: "x" });
  await settled();
  equal(outbox.lines()[0].status, "refused");
  equal(outbox.lines()[0].reason, example("to-phone/submit_refused").error.code);
});

Deno.test("the phone takes what became of its own", async () => {
  const outbox = outboxWith(() => Promise.resolve(example("to-phone/submitted")));
  outbox.put({ question: example("from-phone/submit").question, text: example("from-phone/submit").text });
  await settled();
  outbox.fate(example("to-phone/fate_hidden"));
  equal(outbox.lines()[0].status, "hidden");
  equal(outbox.lines()[0].reason, example("to-phone/fate_hidden").reason);
  outbox.settle(example("from-phone/mine").keys, example("to-phone/mine").oneliners);
  equal(outbox.lines()[0].status, "received");
});

function settled() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
