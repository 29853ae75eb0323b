import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";
import { newKey } from "#/shared/new-key.js";
import { aPhone, Drawer, Road, settled } from "./phones.js";

Deno.test("a key is a version 4 UUID and never the same", () => {
  const keys = Array.from({ length: 500 }, newKey);
  for (const key of keys) match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  equal(new Set(keys).size, 500);
});

Deno.test("a line is sent and received", async () => {
  const { outbox, road } = aPhone();
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  deepEqual(road.sent, ["Schaamte."]);
  equal(line.status, "received");
  equal(line.id, "a1");
});

Deno.test("a line is stored before it is sent", () => {
  const { outbox, drawer } = aPhone({ open: false });
  outbox.put({ question: "q1", text: "Schaamte." });
  const kept = JSON.parse([...drawer.items.values()][0]);
  equal(kept.text, "Schaamte.");
  equal(kept.status, "waiting");
});

Deno.test("the text goes as it was given, byte for byte", async () => {
  const { outbox, road } = aPhone();
  const text = "e\u0301\u00e9 👨‍👩‍👧 \u202fdubbel  wit";
  outbox.put({ question: "q1", text });
  await settled();
  deepEqual(road.sent, [text]);
});

Deno.test("without a connection lines wait, and go in order once there is one", async () => {
  const { outbox, road, clock } = aPhone({ open: false });
  outbox.put({ question: "q1", text: "eerst" });
  outbox.put({ question: "q1", text: "daarna" });
  await settled();
  deepEqual(road.sent, []);
  road.open = true;
  outbox.nudge();
  await settled();
  await clock.pass(clock.wait ?? 0);
  deepEqual(road.sent, ["eerst", "daarna"]);
});

Deno.test("between lines that waited together lies a pause of chance", async () => {
  const waits = [];
  for (const chance of [0, 0.5, 0.9]) {
    const { outbox, road, clock } = aPhone({ open: false, chance });
    outbox.put({ question: "q1", text: "eerst" });
    outbox.put({ question: "q1", text: "daarna" });
    road.open = true;
    outbox.nudge();
    outbox.nudge();
    await settled();
    deepEqual(road.sent, ["eerst"]);
    waits.push(Math.round(clock.wait ?? 0));
  }
  deepEqual(waits, [300, 1686, 4905]);
});

Deno.test("a line is taken back at once, also in the pause before the next", async () => {
  const { outbox, road } = aPhone({ open: false });
  const line = outbox.put({ question: "q1", text: "eerst" });
  outbox.put({ question: "q1", text: "daarna" });
  road.open = true;
  outbox.nudge();
  await settled();
  outbox.withdraw(line.key);
  await settled();
  deepEqual(road.takenBack, [line.key]);
  deepEqual(road.sent, ["eerst"]);
});

Deno.test("after a reload the waiting lines go with the keys they had", async () => {
  const before = aPhone({ open: false });
  const line = before.outbox.put({ question: "q1", text: "Schaamte." });
  const after = aPhone({ drawer: before.drawer });
  after.outbox.nudge();
  await settled();
  deepEqual(after.road.keys, [line.key]);
});

Deno.test("another consultation's lines are left alone", () => {
  const { outbox, drawer } = aPhone({ open: false });
  outbox.put({ question: "q1", text: "Schaamte." });
  const other = new Outbox({ shelf: new Shelf("ZZZZZZ", drawer), transport: new Road() });
  deepEqual(other.lines(), []);
});

Deno.test("at the end keys are gone from the phone, and what was not sent is still readable", async () => {
  const { outbox, road, drawer } = aPhone();
  outbox.put({ question: "q1", text: "aangekomen" });
  await settled();
  road.open = false;
  outbox.put({ question: "q1", text: "nooit verstuurd" });
  outbox.unlink();
  deepEqual(outbox.lines().map((line) => [line.text, line.status, line.reason]), [
    ["nooit verstuurd", "refused", "closed"],
  ]);
  ok(![...drawer.items.values()].some((value) => value.includes("aangekomen")));
});

Deno.test("a browser that refuses to store still sends", async () => {
  const drawer = new Drawer();
  drawer.full = true;
  const { outbox, road } = aPhone({ drawer });
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  deepEqual(road.sent, ["Schaamte."]);
});

Deno.test("without any storage the shelf remembers as long as the page lives", () => {
  const shelf = new Shelf("BCDFGH", null);
  shelf.write("draft:q1", "half een zin");
  equal(shelf.read("draft:q1"), "half een zin");
  shelf.remove("draft:q1");
  equal(shelf.read("draft:q1"), undefined);
});

Deno.test("everybody who watches hears of each change", async () => {
  const { outbox } = aPhone();
  /** @type {string[]} */
  const heard = [];
  outbox.watch((line) => heard.push(line.status));
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  deepEqual(heard, ["waiting", "waiting", "received"]);
});
