import { deepEqual, equal } from "node:assert/strict";
import { Memory } from "#/phone/memory.js";
import { Outbox } from "#/phone/outbox.js";
import { Shelf } from "#/phone/shelf.js";
import { Tabs, TAKES_TURNS } from "#/phone/tabs.js";
import { hearDraft, Telling } from "#/phone/telling.js";

/** @typedef {{key: string, newValue: string | null, oldValue: string | null}} Written */

/** A browser: one storage, and pages that hear what the others write. */
class Browser {
  /** @type {Map<string, string>} */
  items = new Map();
  /** @type {((event: Written) => void)[]} */
  hearers = [];
  now = 1_000_000;

  /** The storage as one page has it: the others hear of what it writes. @param {number} me */
  #of(me) {
    const items = this.items;
    const change = (/** @type {string} */ key, /** @type {string | null} */ newValue) => {
      const oldValue = items.get(key) ?? null;
      if (newValue === null) items.delete(key);
      else items.set(key, newValue);
      if (oldValue !== newValue) queueMicrotask(() => this.#spread(me, { key, newValue, oldValue }));
    };
    return {
      get length() {
        return items.size;
      },
      key: (/** @type {number} */ at) => [...items.keys()][at] ?? null,
      getItem: (/** @type {string} */ name) => items.get(name) ?? null,
      setItem: (/** @type {string} */ name, /** @type {string} */ value) => change(name, value),
      removeItem: (/** @type {string} */ name) => change(name, null),
    };
  }

  /** @param {number} me @param {Written} event */
  #spread(me, event) {
    for (const [at, hear] of this.hearers.entries()) if (at !== me) hear(event);
  }

  /** Opens a page, beside others; `open`: whether it reaches the server. @param {boolean} open */
  page(open) {
    const me = this.hearers.length;
    const store = this.#of(me);
    const shelf = new Shelf("BCDFGH", store);
    const road = new Road(open);
    const clock = { now: () => this.now, after: later };
    const how = { now: () => this.now, rest: () => new Promise((/** @type {any} */ done) => setTimeout(done)) };
    /** @type {import("#/phone/tabs.js").Turns} */
    const turns = { alone: false, run: (errand) => telling.run(errand) };
    const outbox = new Outbox({ shelf, transport: road, turns, clock, chance: () => 0 });
    const memory = new Memory(shelf, outbox);
    const page = { shelf, road, outbox, memory, field: "", run: turns.run };
    const heard = (/** @type {string} */ name, /** @type {string | null} */ before) => {
      if (name !== "draft:q1") return;
      page.field = hearDraft(memory, "q1", { before: JSON.parse(before ?? '""'), here: page.field });
    };
    const telling = new Telling({ shelf, outbox, heard }, store, how);
    this.hearers.push((event) => telling.hear(event));
    return page;
  }
}

/** @type {(milliseconds: number, then: () => void) => () => void} */
function later(_milliseconds, then) {
  const timer = setTimeout(then);
  return () => clearTimeout(timer);
}

class Road {
  /** @type {string[]} */
  sent = [];
  /** @type {string[]} */
  takenBack = [];
  /** What holds an answer up. @type {Promise<void>} */
  held = Promise.resolve();

  /** @param {boolean} open */
  constructor(open) {
    this.open = open;
  }

  ready() {
    return this.open;
  }

  /** @param {import("#/phone/outbox.js").Line} line @returns {Promise<import("#/shared/live.js").Answer>} */
  async send(line) {
    this.sent.push(line.text);
    await this.held;
    return { ok: true, id: "a1" };
  }

  /** @param {string} key @returns {Promise<import("#/shared/live.js").Answer>} */
  withdraw(key) {
    this.takenBack.push(key);
    return Promise.resolve({ ok: true });
  }
}

/** Long enough for every page to have heard, and done what it does of that. */
async function settled() {
  for (let at = 0; at < 12; at++) await new Promise((resolve) => setTimeout(resolve));
}

Deno.test("a line that one page took back is not sent by another", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(false), browser.page(false)];
  const { key } = one.outbox.put({ question: "q1", text: "Schaamte." });
  await settled();

  one.outbox.withdraw(key);
  await settled();
  other.road.open = true;
  other.outbox.nudge();
  await settled();

  deepEqual(other.road.sent, []);
  deepEqual([one, other].map(({ outbox }) => outbox.lines()[0].status), ["withdrawn", "withdrawn"]);
});

Deno.test("a line that another page is sending is only said to be taken back when it is", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(false), browser.page(true)];
  /** @type {PromiseWithResolvers<void>} */
  const { promise, resolve } = Promise.withResolvers();
  other.road.held = promise;
  const { key } = one.outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  deepEqual(other.road.sent, ["Schaamte."]);

  one.outbox.withdraw(key);
  await settled();
  deepEqual(one.outbox.lines().map(({ status, withdrawing }) => [status, withdrawing]), [["waiting", true]]);
  resolve();
  await settled();

  deepEqual(other.road.takenBack, [key]);
  equal(one.outbox.lines()[0].status, "withdrawn");
});

Deno.test("one's own lines are seen on every page", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(true), browser.page(true)];
  /** @type {boolean[]} */
  const heard = [];
  other.outbox.watch((_, elsewhere) => heard.push(elsewhere));

  one.outbox.put({ question: "q1", text: "Schaamte." });
  await settled();

  deepEqual(other.outbox.lines().map(({ text, status }) => [text, status]), [["Schaamte.", "received"]]);
  equal(heard.length > 0 && heard.every(Boolean), true);
  deepEqual([one.road.sent, other.road.sent].flat(), ["Schaamte."]);
});

Deno.test("a line that is let go of on one page is gone on the other", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(false), browser.page(false)];
  const { key } = one.outbox.put({ question: "q1", text: "Schaamte." });
  await settled();

  one.outbox.forget(key);
  await settled();

  deepEqual(other.outbox.lines(), []);
});

Deno.test("the turn of a page that went without a word is over after a while", async () => {
  const browser = new Browser();
  const [gone, here] = [browser.page(false), browser.page(true)];
  gone.run(() => new Promise(() => {}));
  await settled();
  equal(await here.run(() => "done"), TAKES_TURNS);
  browser.now += 10_001;

  equal(await here.run(() => "done"), "done");
});

Deno.test("of two pages that take the turn in the same moment one has it", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(true), browser.page(true)];

  const done = await Promise.all([one.run(() => settled()), other.run(() => settled())]);

  deepEqual(done.sort(), [TAKES_TURNS, undefined]);
});

Deno.test("a draft that one page lets go of is not lost on another", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(false), browser.page(false)];
  other.memory.keepDraft("q1", other.field = "Van hier");
  await settled();
  one.memory.keepDraft("q1", one.field = "Van daar");
  await settled();

  one.memory.keepDraft("q1", one.field = "");
  await settled();

  equal(other.field, "Van hier");
  equal(browser.page(false).memory.draft("q1"), "Van hier");
});

Deno.test("a page does not let go of a draft that another wrote since", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(false), browser.page(false)];
  one.memory.keepDraft("q1", one.field = "Van daar");
  await settled();
  other.memory.keepDraft("q1", other.field = "Van hier");
  await settled();

  one.memory.keepDraft("q1", "");

  equal(browser.page(false).memory.draft("q1"), "Van hier");
});

Deno.test("a field that shows what another page wrote follows it", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(false), browser.page(false)];
  for (const text of ["Half", "Half af", ""]) {
    one.memory.keepDraft("q1", one.field = text);
    await settled();
    equal(other.field, text);
  }
});

Deno.test("a field that was emptied here follows what another page writes next", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(false), browser.page(false)];
  other.memory.keepDraft("q1", "Van hier");
  other.memory.keepDraft("q1", "");
  await settled();

  one.memory.keepDraft("q1", one.field = "Van daar");
  await settled();

  equal(other.field, "Van daar");
});

Deno.test("a page that is alone asks nobody, and one that hears of another fetches what they tell", async () => {
  /** @type {string[]} */
  const fetched = [];
  const page = (/** @type {string} */ name) =>
    new Tabs("facilitator:test:", () => {
      fetched.push(name);
      return Promise.resolve({ run: (errand) => errand() });
    });
  const one = page("one");
  equal([one.alone, one.run(() => 1)].join(), "true,1");
  const other = page("other");
  for (let at = 0; at < 100 && !(fetched.includes("one") && fetched.includes("other")); at++) await settled();

  deepEqual([one.alone, other.alone], [false, false]);
  equal(await one.run(() => 2), 2);
  one.close();
  other.close();
});
