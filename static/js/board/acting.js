// Doing something on the board: it is shown at once, sent until it is answered, then told; taken back when refused.

import { guess } from "#/board/guess.js";
import { board, guesses, truth } from "#/board/store.js";
import { tell, tellFault } from "#/board/tell.js";
import { say } from "#/board/words.js";
import { newKey } from "#/shared/new-key.js";

/**
 * @typedef {import("#/board/guess.js").Act} Act
 * @typedef {import("#/shared/live.js").Answer} Answer
 */

/** @type {{act: (message: any) => Promise<Answer>}} */
let wire;
/** What was said about the acts of this page, by revision, to be repeated when they are undone. @type {Map<number, string>} */
const sentences = new Map();
const SENTENCES_KEPT = 300;

/** @param {{act: (message: any) => Promise<Answer>}} feed */
export function useWire(feed) {
  wire = feed;
}

/**
 * Does an act: shows what it will change, sends it until it is answered, takes it back when it is refused. That it was
 * done is told once the server has said so.
 * @param {Act} act
 * @param {string} [sentence] what to tell; nothing when left out
 * @param {{undo?: boolean}} [how] whether it can be undone
 * @returns {Promise<Answer>}
 */
export async function perform(act, sentence, { undo = true } = {}) {
  const key = newKey();
  guesses.value = [...guesses.value, { key, changes: guess(board.value, act), revision: null }];
  const answer = await wire.act({ key, ...act });
  settle(key, answer);
  if (!answer.ok) tellNo(answer.error);
  else if (answer.proposed) tell(say("told_proposed"), { undo: false });
  else if (sentence) {
    remember(answer.revision, sentence);
    tell(sentence, { undo });
  }
  return answer;
}

/** @type {(key: string, answer: Answer) => void} */
function settle(key, answer) {
  const waitsFor = answer.ok && answer.revision > truth.value.revision ? answer.revision : null;
  guesses.value = guesses.value.flatMap((it) => {
    if (it.key !== key) return [it];
    return waitsFor === null ? [] : [{ ...it, revision: waitsFor }];
  });
}

/** @type {(revision: number, sentence: string) => void} */
function remember(revision, sentence) {
  sentences.set(revision, sentence);
  if (sentences.size > SENTENCES_KEPT) sentences.delete(sentences.keys().next().value ?? 0);
}

/** What can't be undone stays, and is named where we know what it was. @param {import("#/shared/live.js").Fault} fault */
function tellNo(fault) {
  const what = sentences.get(fault.of ?? 0);
  if (what) tell(say("told_stays", { what }), { fault: true });
  else tellFault(fault);
}

/** How many of our own undos and redos we have not yet heard of. */
let awaited = 0;

/** What it undoes is told when the event says which act it was. */
export function undo() {
  travel("undo");
}

export function redo() {
  travel("redo");
}

/** @param {"undo" | "redo"} type */
async function travel(type) {
  awaited += 1;
  const answer = await perform({ type });
  if (!answer.ok) awaited -= 1;
}

/** Tells of the undoing that was asked for here, which act it was about. */
/** @param {import("#/shared/board-state.js").Event[]} events */
export function hearOwn(events) {
  for (const { type, by, of } of events) {
    if ((type !== "undone" && type !== "redone") || by !== truth.value.you?.id || !awaited) continue;
    awaited -= 1;
    const what = sentences.get(of ?? 0);
    tell(what ? say(`told_${type}_what`, { what }) : say(`told_${type}`), { undo: type === "redone" });
  }
}
