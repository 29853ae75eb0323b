// docs/verify.md in another language: `deno run --allow-read verify.js FILE…` says of each export whether it is good.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const SEALED = ["id", "commitment", "consultation", "question", "source", "probe", "parent", "variants", "cooperation"];
const NOT_COVERED = ["acts", "later", "version", "versions", "fingerprint", "fingerprint_shown", "counts_line"];
const LINKED = ["revision", "type", "by", "consultation_id", "day", "digest"];
const TOLD = ["category_added", "category_renamed", "category_recolored", "category_moved"];
const FIRST = "0".repeat(64);

const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const hex = (...parts) => sha(...parts).toString("hex");
const bytes = (digits) => Buffer.from(digits, "hex");
const only = (it, names) => Object.fromEntries(names.map((name) => [name, it[name]]));
const but = (it, names) => only(it, Object.keys(it).filter((name) => !names.includes(name)));
const sorted = (names) => names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const field = (it) => (name) => `${JSON.stringify(name)}:${canonical(it[name])}`;
function canonical(it) {
  if (Array.isArray(it)) return `[${it.map(canonical)}]`;
  return it && typeof it === "object" ? `{${sorted(Object.keys(it)).map(field(it))}}` : JSON.stringify(it);
}
function root(leaves) {
  if (leaves.length < 2) return leaves.length ? sha("\0", leaves[0]) : sha();
  const left = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha("\x01", root(leaves.slice(0, left)), root(leaves.slice(left)));
}
const merkle = (leaves) => root(leaves.sort().map(bytes)).toString("hex");
const must = (holds, what) =>
  holds || (() => {
    throw new Error(what);
  })();

function fingerprint(it, version) {
  if (it.format === "facilitator/1") return merkle(it.oneliners.map((one) => one.commitment));
  const without = { oneliners: ["text", "salt", "masks"], counts: ["masked"] };
  const parts = Object.entries(but(it, NOT_COVERED)).flatMap(([name, value]) =>
    [value].flat().map((part) => [name, without[name] ? but(part, without[name]) : part])
  );
  return merkle(
    [...parts, ...(version ? [["version", only(version, ["number", "day", "by"])]] : [])].map((it) =>
      hex(canonical(it))
    ),
  );
}
function checkOneliner(it, left) {
  if (it.salt !== null) return must(hex(bytes(it.salt), it.text) === it.commitment && !left, `the text of ${it.id}`);
  const at = [...it.text.matchAll("▮▮▮▮")].map((found) => [...it.text.slice(0, found.index)].length);
  const marks = it.masks.map((mask) => mask.slice(0, 2));
  must(at.length && canonical(marks) === canonical(at.map((start) => [start, start + 4])), `the masks of ${it.id}`);
  must(!left || left === hex(it.text), `what is left of ${it.id}`);
}
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
function checkCounts(it) {
  const mapped = it.oneliners.filter((one) => one.hidden === null);
  const masked = mapped.filter((one) => one.masks.length).length, received = it.oneliners.length;
  const counts = { received, mapped: mapped.length, masked, hidden: received - mapped.length };
  must(canonical(it.counts) === canonical(counts), "the counts");
  const said = Object.values(masked ? counts : but(counts, ["masked"]));
  must(it.counts_line.match(/\d+/g).join() === said.join(), "the sentence of the counts");
}
function check(it, version, later) {
  const acts = [...it.acts, ...later], namedAfter = it.named_after ?? Infinity;
  must(chainOf(it.acts, namedAfter, FIRST) === it.chain, "the end of the acts");
  chainOf(later, namedAfter, it.chain);
  const left = Object.assign({}, ...acts.map((act) => act.apart?.destroyed));
  for (const one of it.oneliners) checkOneliner(one, left[one.id]);
  must(new Set(it.oneliners.map((one) => one.id)).size === it.oneliners.length, "one is there twice");
  const naming = acts.filter((act) => act.type === "closed" && act.apart).map((act) => act.consultation_id);
  const unnamed = it.oneliners.filter((one) => one.salt === null && !left[one.id]);
  must(!unnamed.some((one) => naming.includes(one.consultation)), "a text is gone that no act masked");
  must(unnamed.length <= acts.filter((act) => act.type === "masked" && !act.apart?.destroyed).length, "texts are gone");
  const last = Object.fromEntries(it.acts.map((act) => [act.apart?.sealed && act.consultation_id, act.apart?.sealed]));
  for (const { id } of it.consultations.filter(({ id }) => last[id])) {
    const held = it.oneliners.filter((one) => one.consultation === id);
    must(merkle(held.map((one) => hex(canonical(["sealed", only(one, SEALED)])))) === last[id], `the seal of ${id}`);
  }
  checkCounts(it);
  must(
    fingerprint(it, version) === it.fingerprint && it.fingerprint.startsWith(it.fingerprint_shown),
    "the fingerprint",
  );
  must(!version || version.fingerprint === it.fingerprint, "the version's fingerprint");
}
function checkAll(it) {
  check(it, it.version, it.later ?? []);
  for (const version of it.versions ?? []) {
    const at = [FIRST, ...it.acts.map((act) => act.chain)].indexOf(version.contents.chain);
    check({ ...version.contents, acts: it.acts.slice(0, at) }, version, it.acts.slice(at));
  }
}

for (const file of Deno.args) {
  try {
    checkAll(JSON.parse(readFileSync(file, "utf8")));
    console.log("good");
  } catch (error) {
    console.log(`broken: ${error.message}`);
  }
}
