import { deepEqual as equal } from "node:assert/strict";
import { apply, byOrder, change, fromSnapshot } from "#/shared/board-state.js";
import { arrange, mapRows, normalised, receivedCount, tally } from "#/shared/board-views.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

/** @type {(id: string, more?: Partial<Card>) => Card} */
function card(id, more = {}) {
  return {
    id,
    question: "q1",
    text: `text of ${id}`,
    category: null,
    order: 1,
    status: "received",
    gate: "open",
    consultation: "c",
    ...more,
  };
}

/** @param {Card[]} oneliners */
function board(...oneliners) {
  return fromSnapshot({
    revision: 1,
    consultation: { id: "c", phase: "open", question: "q1" },
    questions: [
      { id: "q1", number: 1, title: "One", text: "One?" },
      { id: "q2", number: 2, title: "Two", text: "Two?" },
    ],
    categories: [{ id: "k1", name: "Rules", color: null, order: 1 }, {
      id: "k2",
      name: "Trust",
      color: null,
      order: 2,
    }],
    oneliners,
    received: { q1: oneliners.length },
  });
}

Deno.test("an event of the past changes nothing", () => {
  const now = board(card("a"));
  equal(apply(now, { revision: 1, type: "withheld" }) === now, true);
});

Deno.test("what did not change stays the same object", () => {
  const now = board(card("a"), card("b"));
  const next = apply(now, { revision: 2, type: "sorted", changes: [["oneliner", "a", "category", null, "k1"]] });
  equal(next.oneliners.get("a")?.category, "k1");
  equal(next.oneliners.get("b") === now.oneliners.get("b"), true);
  equal(next.categories === now.categories, true);
});

Deno.test("a new one-liner comes in and is counted", () => {
  const next = apply(board(), { revision: 2, type: "oneliner_received", oneliner: card("a") });
  equal(next.oneliners.size, 1);
  equal(receivedCount(next, "q1"), 1);
});

Deno.test("one of another round comes in and is not counted here", () => {
  const next = apply(board(), {
    revision: 2,
    type: "oneliner_received",
    oneliner: card("a", { consultation: "other" }),
  });
  equal(next.oneliners.size, 1);
  equal(receivedCount(next), 0);
});

Deno.test("a screen counts what it may not show", () => {
  const next = apply(board(), { revision: 2, type: "withheld", question: "q1" });
  equal(next.oneliners.size, 0);
  equal(receivedCount(next, "q1"), 1);
});

Deno.test("what is withdrawn is gone and no longer counted", () => {
  const next = apply(board(card("a")), { revision: 2, type: "oneliner_withdrawn", oneliner: "a" });
  equal(next.oneliners.size, 0);
  equal(receivedCount(next, "q1"), 0);
});

Deno.test("a screen counts what was withdrawn before it was shown", () => {
  const now = apply(board(card("a")), { revision: 2, type: "withheld", question: "q1", consultation: "c" });
  const next = apply(now, { revision: 3, type: "oneliner_withdrawn", drop: [], question: "q1", consultation: "c" });
  equal([receivedCount(now, "q1"), receivedCount(next, "q1")], [2, 1]);
});

Deno.test("a screen keeps count of all rounds and of what is hidden", () => {
  const now = { ...board(card("a")), counts: { received: 1, hidden: 0 } };
  const more = apply(now, { revision: 2, type: "withheld", question: "q1", consultation: "other" });
  const next = apply(more, { revision: 3, type: "hidden", drop: ["a"], hides: 1 });
  equal(next.counts, { received: 2, hidden: 1 });
  equal(receivedCount(next), 1);
});

Deno.test("a screen lets go what may no longer be shown and shows what may", () => {
  const next = apply(board(card("a")), { revision: 2, type: "released", put: [card("b")], drop: ["a"] });
  equal([...next.oneliners.keys()], ["b"]);
});

Deno.test("a mask replaces the text that is shown", () => {
  const next = apply(board(card("a")), {
    revision: 2,
    type: "masked",
    changes: [["oneliner", "a", "status", null, "masked"]],
    texts: { a: "▮▮▮▮ of a" },
  });
  equal([next.oneliners.get("a")?.text, next.oneliners.get("a")?.status], ["▮▮▮▮ of a", "masked"]);
});

Deno.test("categories come, change and go, in their order", () => {
  const added = { id: "k0", name: "First", color: "#000000", order: 0 };
  const one = change(board(), [["category", "k0", null, null, added]]);
  const two = change(one, [["category", "k1", null, { id: "k1" }, null], ["category", "k2", "name", "Trust", "Shame"]]);
  equal(two.categories.map(({ name }) => name), ["First", "Shame"]);
});

Deno.test("a probe is kept with what it asks about", () => {
  const next = apply(board(card("a")), {
    revision: 2,
    type: "probed",
    probe: "p",
    oneliner: "a",
    text: "Why?",
    to: "everyone",
  });
  equal(next.probes, [{ id: "p", oneliner: "a", text: "Why?", to: "everyone" }]);
});

Deno.test("every card has one place", () => {
  const now = board(
    card("a"),
    card("b", { category: "k1" }),
    card("c", { status: "hidden", category: "k1" }),
    card("d", { gate: "flagged" }),
    card("e", { category: "gone" }),
  );
  const places = arrange(now);
  const ids = (/** @type {Card[] | undefined} */ list) => list?.map(({ id }) => id);
  equal(ids(places.unsorted), ["a", "e"]);
  equal(ids(places.columns.get("k1")), ["b"]);
  equal(ids(places.hidden), ["c"]);
  equal(ids(places.flagged), ["d"]);
});

Deno.test("a list that did not change is the same array", () => {
  const before = arrange(board(card("a"), card("b", { category: "k1" })));
  const now = board(...before.unsorted, ...(before.columns.get("k1") ?? []), card("c", { category: "k2" }));
  const after = arrange(now, before);
  equal(after.unsorted === before.unsorted, true);
  equal(after.columns.get("k1") === before.columns.get("k1"), true);
  equal(after.columns.get("k2") === before.columns.get("k2"), false);
});

Deno.test("cards with the same order lie by their id", () => {
  equal([card("b"), card("a"), card("c", { order: 0 })].sort(byOrder).map(({ id }) => id), ["c", "a", "b"]);
});

Deno.test("the same said twice is one remark", () => {
  equal(tally([card("a", { same: "g" }), card("b", { same: "g" }), card("c")]), { remarks: 2, said: 3 });
});

Deno.test("the map counts what is shown, quotes what is telling and has the unsorted last", () => {
  const rows = mapRows(board(
    card("a", { category: "k1" }),
    card("b", { category: "k1", telling: true, order: 2 }),
    card("c", { category: "k1", status: "hidden" }),
    card("d", { question: "q2" }),
  ));
  equal(rows.map(({ category, said }) => [category?.name ?? null, said]), [["Rules", 2], ["Trust", 0], [null, 1]]);
  equal(rows[0].cells.map(({ said, quote }) => [said, quote?.id ?? null]), [[2, "b"], [0, null]]);
});

Deno.test("a second category shows a card too, after its own", () => {
  const places = arrange(board(card("a", { category: "k1", also: "k2" }), card("b", { category: "k2", order: 9 })));
  equal(places.columns.get("k1")?.map(({ id }) => id), ["a"]);
  equal(places.columns.get("k2")?.map(({ id }) => id), ["b", "a"]);
});

Deno.test("a second category that is gone, and what is hidden, show nothing", () => {
  const places = arrange(board(
    card("a", { category: "k1", also: "gone" }),
    card("b", { category: "k1", also: "k2", status: "hidden" }),
  ));
  equal(places.columns.get("k2"), []);
});

Deno.test("the map counts a card once, in its first category", () => {
  const rows = mapRows(board(card("a", { category: "k1", also: "k2" })));
  equal(rows.map(({ said, cells }) => [said, cells[0].also]), [[1, 0], [0, 1], [0, 0]]);
});

Deno.test("search compares without case and accents", () => {
  equal(normalised("Eén LOKET").includes(normalised("een loket")), true);
});
