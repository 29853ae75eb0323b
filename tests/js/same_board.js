// Applies sequences of events that the Python side made, and fails where the two boards differ.
import { apply, fromSnapshot } from "#/shared/board-state.js";

const sequences = JSON.parse(Deno.readTextFileSync(Deno.args[0]));
for (const [index, { screen, start, events, end }] of sequences.entries()) {
  let board = fromSnapshot(start);
  for (const event of events) board = apply(board, event);
  compare(comparable(board.oneliners.values()), comparable(end.oneliners), `cards of ${index}, screen ${screen}`);
  compare(comparable(board.categories), comparable(end.categories), `categories of ${index}, screen ${screen}`);
  compare(comparable(board.relations), comparable(end.relations ?? []), `relations of ${index}, screen ${screen}`);
  for (const field of ["phase", "question", "ends_at", "remaining", "screen"]) {
    compare(
      /** @type {any} */ (board.consultation)[field],
      end.consultation[field],
      `${field} of ${index}, screen ${screen}`,
    );
  }
  compare(board.revision, end.revision, `revision of ${index}`);
  compare(board.received, end.received, `received of ${index}, screen ${screen}`);
  compare(board.counts, end.counts, `counts of ${index}, screen ${screen}`);
}
console.log(`${sequences.length} sequences agree`);

/** @param {Iterable<any>} things */
function comparable(things) {
  return [...things].map(sorted).sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Fields by name, and without those that say nothing: why it waited is nothing once it does not. @param {any} thing */
function sorted(thing) {
  const known = Object.entries(thing).filter(([name, value]) =>
    (value !== null && value !== undefined || name === "category") &&
    (thing.gate === "flagged" || !["flags", "found"].includes(name))
  );
  return Object.fromEntries(known.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** @type {(ours: unknown, theirs: unknown, what: string) => void} */
function compare(ours, theirs, what) {
  const [one, other] = [JSON.stringify(ours), JSON.stringify(theirs)];
  if (one !== other) throw new Error(`${what} differ:\n${one}\n${other}`);
}
