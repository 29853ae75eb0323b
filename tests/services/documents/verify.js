// docs/verify.md in another language: `deno run --allow-read verify.js FILE…` says of each export whether it is good.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const SEALED = ["id", "commitment", "consultation", "question", "source", "probe", "parent", "variants", "cooperation"];
const ALTERED = ["kind", "telling", "hidden", "same", "world"];
const NOT_COVERED = ["acts", "later", "version", "versions", "fingerprint", "fingerprint_shown", "counts_line"];
const LINKED = ["revision", "type", "by", "consultation_id", "day", "digest"];
const TOLD = ["category_added", "category_renamed", "category_recolored", "category_moved"];
const FIRST = "0".repeat(64);

const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const hex = (...parts) => sha(...parts).toString("hex");
const bytes = (digits) => Buffer.from(digits, "hex");
const only = (it, names) => Object.fromEntries(names.map((name) => [name, it[name]]));
const but = (it, names) => only(it, Object.keys(it).filter((name) => !names.includes(name)));
const byId = (list) => Object.fromEntries((list ?? []).map((it) => [it.id, it]));
const sorted = (names) => names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const field = (it) => (name) => `${JSON.stringify(name)}:${canonical(it[name])}`;
function canonical(it) {
  if (Array.isArray(it)) return `[${it.map(canonical)}]`;
  return it && typeof it === "object" ? `{${sorted(Object.keys(it)).map(field(it))}}` : JSON.stringify(it ?? null);
}
const same = (one, other) => canonical(one) === canonical(other);
function root(leaves) {
  if (leaves.length < 2) return leaves.length ? sha("\0", leaves[0]) : sha();
  const left = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha("\x01", root(leaves.slice(0, left)), root(leaves.slice(left)));
}
const merkle = (leaves) => root(leaves.sort().map(bytes)).toString("hex");
function must(holds, what) {
  if (!holds) throw new Error(what);
}

// 1 and 3: texts, and texts that are gone
function checkOneliner(it, left) {
  if (it.salt !== null) return must(hex(bytes(it.salt), it.text) === it.commitment && !left, `the text of ${it.id}`);
  const at = [...it.text.matchAll("▮▮▮▮")].map((found) => [...it.text.slice(0, found.index)].length);
  must(at.length && same(it.masks.map((it) => it.slice(0, 2)), at.map((it) => [it, it + 4])), `the masks of ${it.id}`);
  must(!left || left === hex(it.text), `what is left of ${it.id}`);
}
function checkTexts(it, acts) {
  const left = Object.assign({}, ...acts.map((act) => act.apart?.destroyed));
  for (const one of it.oneliners) checkOneliner(one, left[one.id]);
  must(new Set(it.oneliners.map((one) => one.id)).size === it.oneliners.length, "one is there twice");
  const naming = acts.filter((act) => act.type === "closed" && act.apart).map((act) => act.consultation_id);
  const unnamed = it.oneliners.filter((one) => one.salt === null && !left[one.id]);
  must(!unnamed.some((one) => naming.includes(one.consultation)), "a text is gone that no act masked");
  must(unnamed.length <= acts.filter((act) => act.type === "masked" && !act.apart?.destroyed).length, "texts are gone");
}
// 2: acts
function chainOf(acts, namedAfter, chain) {
  for (const act of acts) {
    chain = hex(chain, canonical(only(act, LINKED)));
    must(chain === act.chain, `act ${act.revision}`);
    for (const told of [act.body, act.apart]) must(!told || hex(canonical(told)) === act.digest, `act ${act.revision}`);
    must(act.body || !TOLD.includes(act.type), `the body of act ${act.revision}`);
    must(act.apart || act.type !== "closed" || act.revision <= namedAfter, `what act ${act.revision} destroyed`);
  }
  return chain;
}
// 4: what a consultation was closed with
function checkSealed(it) {
  const last = Object.fromEntries(it.acts.map((act) => [act.apart?.sealed && act.consultation_id, act.apart?.sealed]));
  for (const { id } of it.consultations.filter(({ id }) => last[id])) {
    const held = it.oneliners.filter((one) => one.consultation === id);
    must(merkle(held.map((one) => hex(canonical(["sealed", only(one, SEALED)])))) === last[id], `the seal of ${id}`);
  }
}
// 5: counts, and the division that lies open
function checkCounts(it) {
  const mapped = it.oneliners.filter((one) => one.hidden === null);
  const masked = mapped.filter((one) => one.masks.length).length, received = it.oneliners.length;
  const counts = { received, mapped: mapped.length, masked, hidden: received - mapped.length };
  const said = Object.values(masked ? counts : but(counts, ["masked"]));
  must(same(it.counts, counts) && it.counts_line.match(/\d+/g).join() === said.join(), "the counts");
  const open = it.divisions?.filter((one) => one.active).map((one) => but(one, ["name", "active"]));
  must(!open || same(open, [{ ...it.division, ...placesOf(it) }].map((one) => but(one, ["name"]))), "the division");
}
function placesOf(it) {
  const placed = it.oneliners.filter((one) => one.category).map((one) => [one.id, one.category]);
  return { categories: it.categories, placements: Object.fromEntries(placed), also: it.also ?? {} };
}
// 6: fingerprint
function fingerprint(it, version) {
  if (it.format === "facilitator/1") return merkle(it.oneliners.map((one) => one.commitment));
  const without = { oneliners: ["text", "salt", "masks"], counts: ["masked"] };
  const parts = Object.entries(but(it, NOT_COVERED)).flatMap(([name, value]) =>
    [value].flat().map((part) => [name, without[name] ? but(part, without[name]) : part])
  );
  if (version) parts.push(["version", only(version, ["number", "day", "by"])]);
  return merkle(parts.map((part) => hex(canonical(part))));
}
function check(it, version, later) {
  const acts = [...it.acts, ...later], namedAfter = it.named_after ?? Infinity;
  must(chainOf(it.acts, namedAfter, FIRST) === it.chain, "the end of the acts");
  chainOf(later, namedAfter, it.chain);
  checkTexts(it, acts);
  checkSealed(it);
  checkCounts(it);
  const number = fingerprint(it, version);
  must(number === it.fingerprint && number.startsWith(it.fingerprint_shown), "the fingerprint");
  must(!version || version.fingerprint === number, "the version's fingerprint");
}
// 8: what is there now
const divisionsOf = (it) => it.divisions?.length ? it.divisions : [{ ...it.division, ...placesOf(it) }];
function checkKept(now, { number, contents: then }) {
  const live = byId(now.oneliners), told = (it, one) => it.presence?.[one.consultation] ?? {};
  const kept = (one) => ({ ...only(one, [...SEALED, "text", "salt", "masks"]), variants: one.variants ?? [] });
  for (const one of then.oneliners) {
    const it = live[one.id];
    must(it && same(kept(it), kept(one)), `${one.id} of version ${number}`);
    const more = one.environment === null && !same(told(now, it), told(then, one));
    must(it.environment === one.environment || more, `the environment of ${one.id}`);
  }
  const asked = then.questions.filter((it) => then.oneliners.some((one) => one.question === it.id));
  const named = (it) => divisionsOf(it).map((one) => only(one, ["id", "name"]));
  const things = [[now.questions, asked], [now.consultations, then.consultations], [now.probes, then.probes]];
  for (const [there, was] of [...things, [named(now), named(then)]]) {
    for (const it of was) must(same(byId(there)[it.id], it), `${it.id} of version ${number}`);
  }
  for (const [id, was] of Object.entries(then.presence ?? {})) {
    const there = now.presence?.[id] ?? {}, alike = Object.entries(was).every(([it, count]) => there[it] >= count);
    must(byId(now.consultations)[id].kind === "group" ? same(there, was) : alike, `who was at ${id}`);
  }
}
function stateOf(it, known) {
  const marks = (one) => ALTERED.filter((it) => it !== "kind" || known[one.id]).map((it) => [it, one.id, one[it] || null]);
  const within = (one) => [
    ...["placements", "also"].map((name) => [name, one.id, one[name] ?? {}]),
    ...one.categories.map((it) => ["category", one.id, it]),
  ];
  const all = [...it.oneliners.flatMap(marks), ...divisionsOf(it).flatMap(within)];
  return [...all, ...(it.relations ?? [])].filter((it) => it.at?.(2) !== null).map(canonical).sort();
}
function checkAll(it) {
  check(it, it.version, it.later ?? []);
  for (const version of it.versions ?? []) {
    const at = [FIRST, ...it.acts.map((act) => act.chain)].indexOf(version.contents.chain);
    check({ ...version.contents, acts: it.acts.slice(0, at) }, version, it.acts.slice(at));
    checkKept(it, version);
  }
  const last = it.versions?.at(-1)?.contents, known = byId(last?.oneliners);
  must(!last || last.chain !== it.chain || same(stateOf(it, known), stateOf(last, known)), "what nobody did");
}

for (const file of Deno.args) {
  try {
    checkAll(JSON.parse(readFileSync(file, "utf8")));
    console.log("good");
  } catch (error) {
    console.log(`broken: ${error.message}`);
  }
}
