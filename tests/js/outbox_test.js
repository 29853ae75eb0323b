import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";
import { newKey } from "#/shared/new-key.js";

/** @typedef {import("#/shared/live.js").Answer} Answer */

const RECEIVED = /** @type {Answer} */ ({ ok: true, id: "a1" });

/**
 * @param {string} code
 * @param {Record<string, unknown>} [more]
 * @returns {Answer}
 */
function refusal(code, more = {}) {
  return { ok: false, error: { code, ...more } };
}

/** A browser's storage, without a browser. */
class Drawer {
  /** @type {Map<string, string>} */
  items = new Map();
  full = false;

  get length() {
    return this.items.size;
  }

  /** @param {number} at */
  key(at) {
    return [...this.items.keys()][at] ?? null;
  }

  /** @param {string} name */
  getItem(name) {
    return this.items.get(name) ?? null;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setItem(name, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.items.set(name, value);
  }

  /** @param {string} name */
  removeItem(name) {
    this.items.delete(name);
  }
}

/** A clock that moves only when a test says so. */
class StillClock {
  time = 1000;
  /** @type {{at: number, then: () => void}[]} */
  alarms = [];

  now() {
    return this.time;
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} then
   */
  after(milliseconds, then) {
    const alarm = { at: this.time + milliseconds, then };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** @param {number} milliseconds */
  async pass(milliseconds) {
    this.time += milliseconds;
    const due = this.alarms.filter((alarm) => alarm.at <= this.time);
    this.alarms = this.alarms.filter((alarm) => alarm.at > this.time);
    for (const alarm of due) alarm.then();
    await settled();
  }

  /** @returns {number | null} milliseconds until the next try */
  get wait() {
    return this.alarms.length ? this.alarms[0].at - this.time : null;
  }
}

/** A way to the server that answers as it is told, and received when it is told nothing. */
class Road {
  open = true;
  /** @type {string[]} */
  sent = [];
  /** @type {string[]} */
  keys = [];
  /** @type {string[]} */
  takenBack = [];
  /** @type {Answer[]} */
  answers = [];

  ready() {
    return this.open;
  }

  /** @param {import("#/phone/outbox.js").Line} line */
  send(line) {
    this.sent.push(line.text);
    this.keys.push(line.key);
    return Promise.resolve(this.answers.shift() ?? RECEIVED);
  }

  /** @param {string} key */
  withdraw(key) {
    this.takenBack.push(key);
    return Promise.resolve(this.answers.shift() ?? RECEIVED);
  }
}

function settled() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** @param {{drawer?: Drawer, open?: boolean, chance?: number}} [wishes] */
function aPhone({ drawer = new Drawer(), open = true, chance = 0 } = {}) {
  const road = new Road();
  const clock = new StillClock();
  road.open = open;
  let made = 0;
  const outbox = new Outbox({
    shelf: new Shelf("BCDFGH", drawer),
    transport: road,
    clock,
    chance: () => chance,
    newKey: () => `key-${drawer.length}-${made++}`,
  });
  return { outbox, road, clock, drawer };
}

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

Deno.test("no answer: sent again with the same key after 2, 4, 8, 16 and at most 30 seconds", async () => {
  const { outbox, road, clock } = aPhone();
  road.answers = Array.from({ length: 6 }, () => refusal("no_answer"));
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  const waits = [];
  for (let tries = 0; tries < 6; tries++) {
    waits.push(clock.wait);
    await clock.pass(clock.wait ?? 0);
  }
  deepEqual(waits, [2000, 4000, 8000, 16000, 30000, 30000]);
  equal(new Set(road.keys).size, 1);
  equal(outbox.lines()[0].status, "received");
});

Deno.test("waiting times differ between phones", async () => {
  const { outbox, road, clock } = aPhone({ chance: 1 });
  road.answers = [refusal("no_answer")];
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  equal(clock.wait, 2500);
});

Deno.test("a nudge does not wait for the next try", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("no_answer")];
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.nudge();
  await settled();
  equal(road.sent.length, 2);
  equal(outbox.lines()[0].status, "received");
});

Deno.test("nudges while a line is under way do not send it twice", async () => {
  const { outbox, road } = aPhone();
  outbox.put({ question: "q1", text: "Schaamte." });
  outbox.nudge();
  outbox.nudge();
  await settled();
  equal(road.sent.length, 1);
});

Deno.test("too fast: waits as long as the server says and goes by itself", async () => {
  const { outbox, road, clock } = aPhone();
  road.answers = [refusal("too_fast", { retry_after: 3 })];
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  equal(clock.wait, 3000);
  equal(outbox.lines()[0].status, "waiting");
  await clock.pass(3000);
  equal(outbox.lines()[0].status, "received");
});

Deno.test("a refused text stays readable, with the reason, and is not sent again", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("question_closed")];
  const line = outbox.put({ question: "q1", text: "Te laat." });
  await settled();
  outbox.nudge();
  await settled();
  equal(line.status, "refused");
  equal(line.reason, "question_closed");
  equal(line.text, "Te laat.");
  equal(road.sent.length, 1);
});

Deno.test("a line that breaks the server lets the others go first", async () => {
  const { outbox, road, clock } = aPhone({ open: false });
  outbox.put({ question: "q1", text: "struikelt" });
  outbox.put({ question: "q1", text: "loopt door" });
  road.answers = [refusal("internal")];
  road.open = true;
  outbox.nudge();
  await settled();
  await clock.pass(2000);
  await clock.pass(clock.wait ?? 0);
  deepEqual(road.sent, ["struikelt", "loopt door", "struikelt"]);
});

Deno.test("a line of one's own is taken back", async () => {
  const { outbox, road } = aPhone();
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  await settled();
  outbox.withdraw(line.key);
  await settled();
  deepEqual(road.takenBack, [line.key]);
  equal(line.status, "withdrawn");
});

Deno.test("a line that was never sent is taken back without asking", async () => {
  const { outbox, road } = aPhone({ open: false });
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  outbox.withdraw(line.key);
  road.open = true;
  outbox.nudge();
  await settled();
  equal(line.status, "withdrawn");
  deepEqual(road.sent, []);
});

Deno.test("a line that may have arrived is taken back at the server and not sent again", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("no_answer"), refusal("not_yours")];
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  await settled();
  outbox.withdraw(line.key);
  outbox.nudge();
  await settled();
  equal(line.status, "withdrawn");
  equal(road.sent.length, 1);
});

Deno.test("taking back after the question closed leaves the line as it was", async () => {
  const { outbox, road } = aPhone();
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  await settled();
  road.answers = [refusal("question_closed")];
  outbox.withdraw(line.key);
  await settled();
  equal(line.status, "received");
  ok(line.kept);
});

Deno.test("what the server says became of a line is taken over", async () => {
  const { outbox } = aPhone();
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.fate({ key: line.key, status: "hidden", reason: "belediging" });
  equal(line.status, "hidden");
  equal(line.reason, "belediging");
  outbox.fate({ key: line.key, status: "received" });
  equal(line.status, "received");
  equal(line.reason, undefined);
});

Deno.test("what was known already is no news", async () => {
  const { outbox } = aPhone();
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  let heard = 0;
  outbox.watch(() => heard++);
  outbox.settle(outbox.keys(), [{ key: line.key, id: "a1", status: "received" }]);
  equal(heard, 0);
});

Deno.test("only what may have arrived is asked after, the latest first and at most 200", async () => {
  const { outbox, road } = aPhone();
  for (let at = 0; at < 205; at++) {
    outbox.put({ question: "q1", text: `regel ${at}` });
    await settled();
  }
  road.open = false;
  outbox.put({ question: "q1", text: "nog niet verstuurd" });
  const keys = outbox.keys();
  equal(keys.length, 200);
  equal(keys[0], outbox.lines()[204].key);
});

Deno.test("a lost acknowledgement is made good by asking", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("no_answer")];
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.settle(outbox.keys(), [{ key: line.key, id: "a1", status: "received" }]);
  outbox.nudge();
  await settled();
  equal(line.status, "received");
  equal(road.sent.length, 1);
});

Deno.test("a line that the server has lost goes once more, with its key", async () => {
  const { outbox, road } = aPhone();
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.settle(outbox.keys(), []);
  outbox.nudge();
  await settled();
  deepEqual(road.keys, [line.key, line.key]);
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
