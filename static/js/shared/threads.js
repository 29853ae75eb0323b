// Answers under what they answer, to any depth. Pure.

/** @typedef {import("#/shared/board-state.js").Card} Card */

/**
 * Lays answers under what they answer; an answer whose one-liner lies elsewhere stays where it was.
 * @param {Card[]} cards
 * @returns {Card[]}
 */
export function threaded(cards) {
  const here = new Set(cards.map(({ id }) => id));
  const roots = cards.filter(({ parent }) => !parent || !here.has(parent));
  return roots.length === cards.length ? cards : withAnswers(roots, answersOf(cards));
}

/** Id → the cards that answer it, in their order. @param {Card[]} cards */
function answersOf(cards) {
  /** @type {Map<string, Card[]>} */
  const answers = new Map();
  for (const card of cards) {
    if (card.parent) answers.set(card.parent, [...(answers.get(card.parent) ?? []), card]);
  }
  return answers;
}

/** @type {(cards: Card[], answers: Map<string, Card[]>) => Card[]} */
function withAnswers(cards, answers) {
  return cards.flatMap((card) => [card, ...withAnswers(answers.get(card.id) ?? [], answers)]);
}

/**
 * The answers to a one-liner and the answers to those, each under what it answers.
 * @param {Card[]} cards
 * @param {string} id
 * @returns {Card[]}
 */
export function answersUnder(cards, id) {
  const answers = answersOf(cards);
  return withAnswers(answers.get(id) ?? [], answers);
}

/**
 * How deep each card of a threaded list lies under others of it: 0 for what answers nothing here.
 * @param {Card[]} cards
 * @returns {Map<string, number>}
 */
export function depths(cards) {
  const found = new Map();
  for (const { id, parent } of cards) found.set(id, parent && found.has(parent) ? found.get(parent) + 1 : 0);
  return found;
}
