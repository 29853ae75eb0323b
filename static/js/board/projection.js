// What the screen shows, chosen from here.

import { perform } from "#/board/acting.js";
import { board, categories, chosen } from "#/board/store.js";
import { tell } from "#/board/tell.js";
import { say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Projection} Projection */

export const COLUMNS_AT_ONCE = 5;

/** What was shown before the screen was blanked or went to the join code. @type {Projection | null} */
let shownBefore = null;

/** @returns {Projection} */
export function projected() {
  return board.value.consultation.screen ?? { mode: "join" };
}

/** The question that the room is at, or was at last. @returns {string | null} */
export function questionAtHand() {
  const { question, self_paced } = board.value.consultation;
  return (self_paced ? null : question) ?? projected().question ?? null;
}

/** @type {(projection: Projection, how?: {quietly?: boolean}) => void} */
export function project(projection, { quietly = false } = {}) {
  const { corner } = projected();
  const whole = corner ? { corner, ...projection } : projection;
  const sentence = quietly ? undefined : say("told_screen", { mode: say(`mode_${projection.mode}`) });
  perform({ type: "screen", ...whole }, sentence, { undo: false });
}

/** @param {string} mode */
export function projectMode(mode) {
  const question = questionAtHand();
  project(question ? { mode, question } : { mode });
}

/** @param {string} [oneliner] */
export function spotlight(oneliner = chosen.value ?? undefined) {
  const question = board.value.oneliners.get(oneliner ?? "")?.question;
  if (oneliner) project({ mode: "spotlight", oneliner, ...(question ? { question } : {}) });
  else tell(say("choose_first"));
}

/** Goes to a mode, and with the same key back to what was there. @param {"blank" | "join"} mode */
export function toggleProjection(mode) {
  const now = projected();
  if (now.mode !== mode) {
    if (now.mode !== "blank" && now.mode !== "join") shownBefore = now;
    return projectMode(mode);
  }
  if (shownBefore) project(shownBefore);
  else projectMode("question");
}

export function toggleCorner() {
  const { corner, ...rest } = projected();
  project({ ...rest, corner: !corner });
}

/** The first category of each group of columns that fits on the screen. */
export function columnPages() {
  return categories.value.filter((_category, index) => index % COLUMNS_AT_ONCE === 0);
}
