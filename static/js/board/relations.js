// What an analyst sees between one-liners: what comes of what, what pulls against what, where to step in, and of which
// world something speaks. It is the analyst's own: on no phone and on no screen.

import { computed } from "@preact/signals";
import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { perform } from "#/board/acting.js";
import { menuItem, Sheet, thenClose } from "#/board/sheet.js";
import { board, onlyQuestion, picking, pickingFor } from "#/board/store.js";
import { quote, tell } from "#/board/tell.js";
import { pageData, say } from "#/board/words.js";

/**
 * @typedef {import("#/shared/board-state.js").Card} Card
 * @typedef {import("#/shared/board-state.js").Relation} Relation
 */

/** Only after the second question solutions are asked for. */
const LAST_EARLY = 2;
const WORLDS = /** @type {const} */ (["system", "lived"]);

/** Of what is still there: one-liner → the relations that it is in. */
export const relations = computed(() => {
  const { oneliners, relations: all } = board.value;
  /** @type {Map<string, Relation[]>} */
  const found = new Map();
  for (const it of all) {
    const ends = it.to === null ? [it.from] : [it.from, it.to];
    if (!ends.every((end) => oneliners.has(end))) continue;
    for (const end of ends) found.set(end, [...found.get(end) ?? [], it]);
  }
  return found;
});

/** @param {string} id */
function text(id) {
  return quote(board.value.oneliners.get(id)?.text ?? "");
}

/** Whether it was marked as a place to step in. @param {string} id */
function stepsIn(id) {
  return (relations.value.get(id) ?? []).some(({ kind }) => kind === "intervention");
}

/** Signs on a card, each with its words: [icon, text]. @param {Card} card @returns {[string, string][]} */
export function signsOf({ id, world }) {
  const mine = relations.value.get(id) ?? [];
  const causes = mine.filter(({ kind, from }) => kind === "cause" && from === id).map(({ to }) => text(to ?? ""));
  const effects = mine.filter(({ kind, to }) => kind === "cause" && to === id).map(({ from }) => text(from));
  const against = mine.filter(({ kind }) => kind === "tension").map((it) => text(other(it, id)));
  /** @type {[string, string][]} */
  const signs = [];
  if (causes.length) signs.push(["cause", say("comes_of", { text: causes.join(" · ") })]);
  if (effects.length) signs.push(["effect", say("leads_to", { text: effects.join(" · ") })]);
  if (against.length) signs.push(["tension", say("pulls_against", { text: against.join(" · ") })]);
  if (stepsIn(id)) signs.push(["intervention", say("intervention")]);
  if (world) signs.push([`world-${world}`, say(`world_${world}`)]);
  return signs;
}

/** @type {(relation: Relation, id: string) => string} */
function other({ from, to }, id) {
  return from === id ? to ?? "" : from;
}

/** What a goal track's one-liner says beside its text. @param {Card} card */
export function answered({ variants = [], cooperation }) {
  const stances = variants.map(({ variant, stance }) => say(`variant_${stance}`, { variant }));
  return [...(cooperation ? [say(`cooperation_${cooperation}`)] : []), ...stances].join(" · ");
}

/** From here on a press on another card relates the two. @type {(kind: "cause" | "tension", card: Card) => void} */
export function startRelating(kind, card) {
  picking.value = card.id;
  pickingFor.value = kind;
  tell(say(`pick_${kind}`, { text: quote(card.text) }));
}

/** @type {(kind: "cause" | "tension", first: string, second: string) => void} */
export function relate(kind, first, second) {
  const both = { one: text(first), other: text(second) };
  if (kind === "tension") {
    perform({ type: "mark_tension", oneliners: [first, second] }, say("told_tension", both));
  } else if (comesOf(second, first)) {
    tell(say("no_circle"), { fault: true });
  } else {
    perform({ type: "link", from: first, to: second }, say("told_linked", both));
  }
}

/** Whether one comes of another, near or far. @type {(effect: string, cause: string) => boolean} */
function comesOf(effect, cause) {
  const next = board.value.relations.filter(({ kind, from }) => kind === "cause" && from === effect);
  return effect === cause || next.some(({ to }) => to !== null && comesOf(to, cause));
}

/** @param {string[]} ids */
function toggleIntervention(ids) {
  const all = ids.every(stepsIn);
  const sentence = say(all ? "told_no_intervention" : "told_intervention");
  perform({ type: all ? "unmark_intervention" : "mark_intervention", oneliners: ids }, sentence);
}

/** @type {(ids: string[], world: string | null) => void} */
function setWorld(ids, world) {
  const sentence = world ? say("told_world", { world: say(`world_${world}`) }) : say("told_no_world");
  perform({ type: "set_world", oneliners: ids, world }, sentence);
}

/** @param {{card: Card, ids: string[], near?: DOMRect}} it */
export function RelationsMenu({ card, ids, near }) {
  const several = ids.length > 1;
  const mine = several ? [] : (relations.value.get(card.id) ?? []).filter(({ kind }) => kind !== "intervention");
  return html`
    <${Sheet} key="relations" title=${say("relations_title")} near=${near}>
      <p class="quiet">${say("relations_why")}</p>
      <ul class="menu">
        ${!several &&
          menuItem({ name: "cause", text: say("link"), act: thenClose(() => startRelating("cause", card)) })}
        ${tensionItem(card, ids)}
        ${menuItem({
          name: "intervention",
          text: say(ids.every(stepsIn) ? "unmark_intervention" : "mark_intervention"),
          act: thenClose(() => toggleIntervention(ids)),
        })}
        ${WORLDS.map((world) =>
          menuItem({
            name: `world-${world}`,
            text: say(`world_${world}`),
            current: card.world === world,
            act: thenClose(() => setWorld(ids, card.world === world ? null : world)),
          })
        )}
      </ul>
      ${mine.length > 0 && html`
        <h3>${say("relations_now")}</h3>
        <ul class="menu">${mine.map((it) => taken(it, card.id))}</ul>
      `}
    <//>
  `;
}

/** @type {(card: Card, ids: string[]) => any} */
function tensionItem(card, ids) {
  if (ids.length > 2) return null;
  const act = ids.length === 2 ? () => relate("tension", ids[0], ids[1]) : () => startRelating("tension", card);
  return menuItem({ name: "tension", text: say("mark_tension"), act: thenClose(act) });
}

/** A relation, to be taken away again. @type {(relation: Relation, id: string) => any} */
function taken(relation, id) {
  const { kind, from, to } = relation;
  const act = kind === "cause"
    ? { type: "unlink", link: relation.id }
    : { type: "unmark_tension", oneliners: [from, to] };
  const key = kind === "tension" ? "pulls_against" : from === id ? "comes_of" : "leads_to";
  const words = say(key, { text: text(other(relation, id)) });
  return html`
    <li
      key=${relation.id}><button type="button" class="menu-item" onClick=${thenClose(() =>
        perform(act, say("told_unrelated"))
      )}>${icon("cross")}<span><span class="unseen">${say("unrelate")}: </span>${words}</span></button></li>
  `;
}

/** Solutions given where none were asked for yet, as a plain count: of the question at hand, otherwise of both. */
export function SolutionsEarly() {
  const { consultation, questions, oneliners } = board.value;
  if (consultation.track !== "process") return null;
  const early = questions.filter(({ number }) => number <= LAST_EARLY).map(({ id }) => id);
  const here = onlyQuestion.value ?? consultation.question;
  const of = here ? early.filter((id) => id === here) : early;
  const asked = [...oneliners.values()].filter((it) => of.includes(it.question) && it.status !== "hidden");
  const solutions = asked.filter(({ kind }) => kind === "solution_direction").length;
  if (!solutions) return null;
  return html`<p class="quiet early" title=${say("early_why")}>${say("early", { solutions, asked: asked.length })}</p>`;
}

/** Whether this is the board of a whole track, after the consultations. */
export const analysing = Boolean(pageData("page").analysis);
