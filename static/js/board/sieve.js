// Searching and filtering: what is looked for is shown in every list, the rest waits out of sight.

import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { analysing } from "#/board/relations.js";
import { board, only, onlyQuestion, query, sieved, unsieve } from "#/board/store.js";
import { pageData, say } from "#/board/words.js";

/** @typedef {import("#/shared/board-state.js").Card} Card */

const INTERVIEWS = "interviews";

export function Sieve() {
  return html`
    <div class="sieve" role="search">
      <label class="unseen" for="search">${say("search")}</label>
      <input id="search" class="input" type="search" autocomplete="off" spellcheck="false" placeholder=${say(
        "search_hint",
      )}
        value=${query.value}
        onInput=${(/** @type {any} */ event) => (query.value = event.target.value)} />
      <label class="unseen" for="only">${say("only_question")}</label>
      <select id="only" class="input" value=${onlyQuestion.value ?? ""}
        onChange=${(/** @type {any} */ event) => (onlyQuestion.value = event.target.value || null)}>
          <option value="">${say("all_questions")}</option>
          ${board.value.questions.map(({ id, number, title }) =>
            html`<option key=${id} value=${id}>${number} ${title}</option>`
          )}
        </select>
      <details class="more-sieves" open=${analysing || undefined}>
        <summary>${say("more_filters")}</summary>
        <div class="sieves">
          ${choice("kind", say("only_kind"), pageData("page").kinds)}
          ${choice("round", say("only_round"), rounds())}
          ${choice("environment", say("only_environment"), environments())}
          <label class="tick"><input type="checkbox" checked=${only.value.telling} onChange=${(
            /** @type {any} */ event,
          ) => (only.value = { ...only.value, telling: event.target.checked })} /> ${say("only_telling")}</label>
        </div>
      </details>
      <${Found} />
    </div>
  `;
}

/** How much is in sight, and the way back to all of it. */
function Found() {
  if (!sieved.value) return null;
  const { seen, all } = sieved.value;
  return html`
    <p class="found" role="status">${say("found", { seen, all })}
      <button type="button" class="small-button" onClick=${unsieve}>${icon("cross")}${say("show_all")}</button></p>
  `;
}

/** @typedef {{key: string, label: string}} Choice */

/** @type {(name: "kind" | "round" | "environment", label: string, choices: Choice[]) => any} */
function choice(name, label, choices) {
  if (!choices.length) return null;
  return html`
    <label class="unseen" for=${`only-${name}`}>${label}</label>
    <select id=${`only-${name}`} class="input" value=${only.value[name] ?? ""} onChange=${(
      /** @type {any} */ event,
    ) => (only.value = { ...only.value, [name]: event.target.value || null })}>
      <option value="">${label}</option>
      ${choices.map((it) => html`<option key=${it.key} value=${it.key}>${it.label}</option>`)}
    </select>
  `;
}

/** Rounds and interviews, where there is more than one of them. @returns {Choice[]} */
function rounds() {
  const cards = [...board.value.oneliners.values()];
  const numbers = [...new Set(cards.filter(({ source }) => source !== "interview").map(({ round }) => round ?? 1))]
    .sort();
  const groups = numbers.map((number) => ({ key: String(number), label: say("round", { number }) }));
  const held = cards.some(({ source }) => source === "interview")
    ? [{ key: INTERVIEWS, label: say("interviews") }]
    : [];
  return groups.length + held.length > 1 ? [...groups, ...held] : [];
}

/** Those that may be told of: the server tells no others. @returns {Choice[]} */
function environments() {
  const told = new Set([...board.value.oneliners.values()].map(({ environment }) => environment));
  return pageData("page").environments.filter((/** @type {Choice} */ { key }) => told.has(key));
}
