// What can be done with a category.

import { useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { mergeCategories, moveCategory, recolorCategory, removeCategory } from "#/board/category-acts.js";
import { project, questionAtHand } from "#/board/projection.js";
import { categories, columnSizes, renaming } from "#/board/store.js";
import { closeDialog, menuItem, Sheet, thenClose } from "#/board/sheet.js";
import { say } from "#/board/words.js";

/** Okabe and Ito's colours, told apart by colour-blind eyes, and some more. */
const COLORS = {
  "#0072B2": "blue",
  "#D55E00": "vermilion",
  "#009E73": "green",
  "#CC79A7": "pink",
  "#E69F00": "orange",
  "#56B4E9": "sky",
  "#5B5B5B": "grey",
  "#7A3E9D": "purple",
};

/** @param {{id: string, near?: DOMRect}} it */
export function CategoryMenu({ id, near }) {
  const [merging, setMerging] = useState(false);
  const at = categories.value.findIndex((category) => category.id === id);
  const category = categories.value[at];
  if (!category) return null;
  if (merging) return html`<${Merge} id=${id} name=${category.name} near=${near} />`;
  return html`
    <${Sheet} title=${category.name} near=${near}>
      <ul class="menu">
          ${menuItem({ name: "pen", text: say("rename"), key_: "F2", act: thenClose(() => (renaming.value = id)) })}
          ${at > 0 && menuItem({ name: "back", text: say("move_left"), act: thenClose(() => moveCategory(id, -1)) })}
          ${at < categories.value.length - 1 &&
            menuItem({ name: "arrow", text: say("move_right"), act: thenClose(() => moveCategory(id, 1)) })}
          ${categories.value.length > 1 && menuItem({ name: "merge", text: say("merge"), act: () => setMerging(true) })}
          ${menuItem({ name: "screen", text: say("show_cell"), act: thenClose(() => showOnScreen(id)) })}
          ${menuItem({
            name: "cross",
            text: say("remove", { count: columnSizes.value.get(id) ?? 0 }),
            kind: "danger",
            act: thenClose(() => removeCategory(id)),
          })}
        </ul>
      <fieldset class="colors"><legend>${say("color")}</legend>
          ${Object.entries(COLORS).map(([color, name]) =>
            html`<label key=${color} title=${say(`color_${name}`)} style=${{ "--category": color }}>
        <input type="radio" name="color" checked=${
              category.color?.toLowerCase() === color.toLowerCase()
            } onChange=${() => recolorCategory(id, color)} />
        <span class="unseen">${say(`color_${name}`)}</span></label>`
          )}
        </fieldset>
      <//>
  `;
}

/** @param {string} category */
function showOnScreen(category) {
  const question = questionAtHand();
  project({ mode: "cell", category, ...(question ? { question } : {}) });
}

/** @param {{id: string, name: string, near?: DOMRect}} it */
function Merge({ id, name, near }) {
  return html`
    <${Sheet} key="merge" title=${say("merge_title", { category: name })} near=${near}>
      <p class="quiet">${say("merge_why")}</p>
      <ul class="menu">
          ${categories.value.filter((other) => other.id !== id).map((other) =>
            html`<li key=${other.id}>
        <button type="button" class="menu-item" onClick=${
              thenClose(() => mergeCategories(id, other.id))
            }><span dir="auto">${other.name}</span></button></li>`
          )}
        </ul>
      <p class="row end"><button type="button" class="button" onClick=${closeDialog}>${say("cancel")}</button></p>
      <//>
  `;
}
