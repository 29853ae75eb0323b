// The board as a pure function of its snapshot and events. The Python side holds the same function;
// tests/domain/test_sequences.py binds the two. Nothing here touches the page, the clock or the network.

/**
 * @typedef {{
 *   id: string, question: string, text: string, category: string | null, order: number, environment?: string | null,
 *   kind?: string, telling?: boolean, status: "received" | "masked" | "hidden", gate?: "open" | "held" | "flagged",
 *   reason?: string | null, same?: string | null, probe?: string | null, parent?: string | null,
 *   consultation?: string, round?: number, source?: string, flags?: string[], found?: [number, number, string][], also?: string | null,
 *   variants?: {variant: string, stance: "for" | "against"}[], cooperation?: string | null, world?: string | null,
 * }} Card
 * @typedef {{id: string, kind: "cause" | "tension" | "intervention", from: string, to: string | null}} Relation
 * @typedef {{id: string, name: string, color: string | null, order: number}} Category
 * @typedef {{id: string, number: number, title: string, text: string, color?: string}} Question
 * @typedef {{id: string, oneliner: string | null, text: string, to: "author" | "everyone"}} Probe
 * @typedef {{mode: string, oneliner?: string | null, question?: string | null, category?: string | null, corner?: boolean}} Projection
 * @typedef {{
 *   id: string, title?: string, language?: string, track?: string, round?: number, phase: string,
 *   question: string | null, ends_at?: string | null, now?: string, hold?: number, code?: string, join_url?: string,
 *   screen?: Projection, theme?: string, suspicion?: string | null, introduction?: string, intention?: string,
 *   horizon_point?: string, settled?: {solution: string, owner: string, term: string} | null,
 *   screen_url?: string, remaining?: number | null, self_paced?: boolean, dry_run?: boolean,
 * }} Consultation
 * @typedef {{phones: number, environments?: Record<string, number>}} Presence
 * @typedef {{
 *   revision: number, consultation: Consultation, questions: Question[], counts?: {received: number, hidden: number},
 *   division?: {id: string, name: string},
 *   divisions?: {id: string, name: string}[],
 *   relations?: Relation[],
 *   categories: Category[], oneliners: Card[], received?: Record<string, number>, probes?: Probe[],
 *   presence?: Presence, you?: {id: string, name: string, owner?: boolean}, undo?: boolean, redo?: boolean,
 * }} Snapshot
 * @typedef {Omit<Snapshot, "oneliners" | "received" | "probes" | "relations"> & {
 *   oneliners: ReadonlyMap<string, Card>, received: Record<string, number>, probes: Probe[], relations: Relation[],
 * }} Board
 * @typedef {[entity: string, id: string, field: string | null, from: unknown, to: unknown]} Change
 * @typedef {{
 *   revision: number, type: string, by?: string | null, changes?: Change[], oneliner?: unknown, put?: Card[],
 *   drop?: string[], texts?: Record<string, string>, probe?: string, text?: string, to?: "author" | "everyone",
 *   of?: number, question?: string, consultation?: string, hides?: number,
 * }} Event
 */

/**
 * @param {Snapshot} snapshot
 * @returns {Board}
 */
export function fromSnapshot(snapshot) {
  return {
    ...snapshot,
    oneliners: new Map(snapshot.oneliners.map((card) => [card.id, card])),
    received: snapshot.received ?? {},
    probes: snapshot.probes ?? [],
    relations: snapshot.relations ?? [],
  };
}

/**
 * Gives the board after one event; what did not change is the same object. An event of the past changes nothing.
 * @param {Board} board
 * @param {Event} event
 * @returns {Board}
 */
export function apply(board, event) {
  if (event.revision <= board.revision) return board;
  let next = withHidden(withArrivals({ ...board, revision: event.revision }, event), event.hides ?? 0);
  next = withCards(next, event.put ?? [], event.drop ?? []);
  next = change(next, event.changes ?? []);
  next = withTexts(next, event.texts ?? {});
  return withProbe(next, event);
}

/**
 * Gives the board after changes that have no revision (yet): what a person did and the server has not confirmed.
 * @param {Board} board
 * @param {Change[]} changes
 * @returns {Board}
 */
export function change(board, changes) {
  const cards = changes.filter(([entity]) => entity === "oneliner");
  const categories = changes.filter(([entity]) => entity === "category");
  const consultation = changes.filter(([entity]) => entity === "consultation");
  const relations = changes.filter(([entity]) => entity === "relation");
  const changed = cards.length || categories.length || consultation.length || relations.length;
  const next = changed ? { ...board } : board;
  if (cards.length) next.oneliners = changedCards(board.oneliners, cards);
  if (categories.length) next.categories = changedCategories(board.categories, categories);
  if (relations.length) next.relations = changedRelations(board.relations, relations);
  for (const [, id, field, , to] of consultation) {
    if (id === next.consultation.id && field !== null) next.consultation = { ...next.consultation, [field]: to };
  }
  return next;
}

/** @type {(board: Board, put: Card[], drop: string[]) => Board} */
function withCards(board, put, drop) {
  if (!put.length && !drop.length) return board;
  const oneliners = new Map(board.oneliners);
  for (const card of put) oneliners.set(card.id, card);
  for (const id of drop) oneliners.delete(id);
  return { ...board, oneliners };
}

/** @type {(board: Board, event: Event) => Board} */
function withArrivals(board, event) {
  if (event.type === "withheld") return countedWhere(board, event, 1);
  if (event.type === "oneliner_withdrawn") return withoutGone(board, event);
  const card = /** @type {Card | undefined} */ (ARRIVALS.includes(event.type) ? event.oneliner : undefined);
  return card ? countedWhere(withCards(board, [card], []), card, 1) : board;
}

/** Of what a screen could not see the event says where it was. @type {(board: Board, event: Event) => Board} */
function withoutGone(board, event) {
  const id = String(event.oneliner ?? event.drop?.[0]);
  return countedWhere(withCards(board, [], [id]), board.oneliners.get(id) ?? event, -1);
}

const ARRIVALS = ["oneliner_received", "oneliner_added"];

/** Counts a one-liner: in all, and for its question when it is of this consultation. */
/** @type {(board: Board, where: {question?: string, consultation?: string}, more: number) => Board} */
function countedWhere(board, { question, consultation }, more) {
  if (!question) return board;
  const { counts, received } = board;
  const all = counts ? { ...board, counts: { ...counts, received: counts.received + more } } : board;
  const here = consultation === undefined || consultation === board.consultation.id;
  return here ? { ...all, received: { ...received, [question]: (received[question] ?? 0) + more } } : all;
}

/** Keeps count of what is hidden, where that can't be seen. @type {(board: Board, more: number) => Board} */
function withHidden(board, more) {
  const { counts } = board;
  return counts && more ? { ...board, counts: { ...counts, hidden: counts.hidden + more } } : board;
}

/** @type {(cards: ReadonlyMap<string, Card>, changes: Change[]) => ReadonlyMap<string, Card>} */
function changedCards(cards, changes) {
  const next = new Map(cards);
  for (const [, id, field, , to] of changes) {
    const card = next.get(id);
    if (card && field !== null) next.set(id, { ...card, [field]: to });
  }
  return next;
}

/** @type {(categories: Category[], changes: Change[]) => Category[]} */
function changedCategories(categories, changes) {
  let next = categories;
  for (const [, id, field, , to] of changes) {
    if (field !== null) next = next.map((one) => (one.id === id ? { ...one, [field]: to } : one));
    else if (to) next = [...next.filter((one) => one.id !== id), /** @type {Category} */ (to)];
    else next = next.filter((one) => one.id !== id);
  }
  return [...next].sort(byOrder);
}

/** What an analyst sees between one-liners comes and goes whole. @type {(relations: Relation[], changes: Change[]) => Relation[]} */
function changedRelations(relations, changes) {
  let next = relations;
  for (const [, id, , , to] of changes) {
    next = next.filter((one) => one.id !== id);
    if (to) next = [...next, /** @type {Relation} */ (to)];
  }
  return next;
}

/** @type {(board: Board, texts: Record<string, string>) => Board} */
function withTexts(board, texts) {
  const changed = Object.entries(texts).flatMap(([id, text]) => {
    const card = board.oneliners.get(id);
    return card ? [{ ...card, text }] : [];
  });
  return withCards(board, changed, []);
}

/** @type {(board: Board, event: Event) => Board} */
function withProbe(board, { type, probe, oneliner, text, to }) {
  if (type !== "probed" || !probe) return board;
  const asked = {
    id: probe,
    oneliner: /** @type {string | undefined} */ (oneliner) ?? null,
    text: text ?? "",
    to: to ?? "everyone",
  };
  return { ...board, probes: [...board.probes, asked] };
}

/**
 * The order of cards and of categories: by their number, then by their id.
 * @param {{order: number, id: string}} one
 * @param {{order: number, id: string}} other
 */
export function byOrder(one, other) {
  return one.order - other.order || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
