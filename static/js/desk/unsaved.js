/** Words that were typed and not kept: who leaves is asked first, and finds them again on coming back. */
import { Drafts, same } from "#/desk/drafts.js";

/** @typedef {import("#/desk/drafts.js").Values} Values */

const PASSING = ["hidden", "password", "file", "submit", "button"];

const told = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-part=unsaved]"));
const drafts = storage();
let leaving = false;

/** @returns {Drafts | null} null where the browser stores nothing */
function storage() {
  try {
    return new Drafts(sessionStorage, told?.dataset.of ?? "");
  } catch {
    return null;
  }
}

/** @returns {HTMLFormElement[]} those in which something is typed */
function forms() {
  const all = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("main form[method=post]")]);
  return all.filter((form) => fields(form).some((field) => field instanceof HTMLTextAreaElement || isTyped(field)));
}

/** @param {Element} field */
function isTyped(field) {
  return field instanceof HTMLInputElement && !["checkbox", "radio"].includes(field.type);
}

/** @param {HTMLFormElement} form */
function fields(form) {
  const all = /** @type {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]} */ ([...form.elements]);
  return all.filter((field) => field.name && field.matches("input, textarea, select") && !PASSING.includes(field.type));
}

/** @param {HTMLFormElement} form @returns {Values} */
function held(form) {
  /** @type {Values} */
  const values = {};
  for (const field of fields(form)) {
    if ("checked" in field && ["checkbox", "radio"].includes(field.type) && !field.checked) continue;
    (values[field.name] ??= []).push(field.value);
  }
  return values;
}

/** @param {HTMLFormElement} form @param {Values} values */
function fill(form, values) {
  const left = Object.fromEntries(Object.entries(values).map(([name, texts]) => [name, [...texts]]));
  for (const field of fields(form)) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked = (values[field.name] ?? []).includes(field.value);
    } else field.value = left[field.name]?.shift() ?? "";
  }
}

/** @param {HTMLFormElement} form @param {number} at */
function watch(form, at) {
  const place = `${location.pathname}#${at}`;
  const refused = form.querySelector(".error") !== null; // what stands there was sent, and not kept
  const first = refused ? {} : held(form);
  const kept = drafts?.of(place);
  if (refused) drafts?.keep(place, held(form));
  else if (kept && !same(kept, first)) offer(form, kept, place, first);
  else drafts?.drop(place);
  form.addEventListener("input", () => {
    if (same(held(form), first)) drafts?.drop(place);
    else drafts?.keep(place, held(form));
  });
  form.addEventListener("submit", () => {
    leaving = true;
    drafts?.keep(place, held(form), { sent: true });
  });
  for (const away of form.querySelectorAll("a[data-part=discard]")) {
    away.addEventListener("click", () => {
      leaving = true;
      drafts?.drop(place);
    });
  }
  addEventListener("beforeunload", (event) => {
    if (!leaving && !same(held(form), first)) event.preventDefault();
  });
}

/** Puts the words back, and says so. @type {(form: HTMLFormElement, values: Values, place: string, first: Values) => void} */
function offer(form, values, place, first) {
  fill(form, values);
  drafts?.keep(place, values);
  const notice = told?.content.firstElementChild?.cloneNode(true);
  if (!(notice instanceof HTMLElement)) return;
  notice.querySelector("button")?.addEventListener("click", () => {
    fill(form, first);
    drafts?.drop(place);
    notice.remove();
  });
  form.before(notice);
}

drafts?.settle(location.pathname);
forms().forEach(watch);
addEventListener("pageshow", () => leaving = false);
document.querySelector("header form.who")?.addEventListener("submit", () => drafts?.clear());
