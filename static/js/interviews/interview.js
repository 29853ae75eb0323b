/**
 * An interview, taken down: what is typed is kept on this device first, sent until it is answered, and hangs under
 * what it answers. Without this script the same page works by forms.
 */
import { fateOf, itemOf } from "#/interviews/item.js";
import { Lines } from "#/interviews/lines.js";
import { idOf, pieces, sections, tabs } from "#/interviews/questions.js";
import { Server } from "#/interviews/server.js";
import { chosen, reset } from "#/phone/goal.js";
import { Memory } from "#/phone/memory.js";
import { Outbox } from "#/phone/outbox.js";
import { Shelf, storage } from "#/phone/shelf.js";
import { Tabs } from "#/phone/tabs.js";
import { hearDraft, Telling } from "#/phone/telling.js";
import { announce, oneLine, part, say, sayCount, sizeOf, submit } from "#/phone/view.js";
import { isComposing } from "#/shared/composing.js";
import { check, tidy } from "#/shared/text.js";

/**
 * @typedef {import("#/phone/outbox.js").Line} Sent
 * @typedef {import("#/interviews/lines.js").More} More
 * @typedef {import("#/interviews/lines.js").Row} Row
 * @typedef {import("#/interviews/lines.js").Told} Told
 */

/** @type {{id: string, open: boolean, lines: Told[], address: string}} */
const given = JSON.parse(document.getElementById("interview")?.textContent ?? "{}");
const shelf = new Shelf(`interview:${given.id}`, storage());
const server = new Server(given.address);

/** @type {Tabs} */
const turns = new Tabs(shelf.prefix, () => Promise.resolve(telling));
/** @type {Outbox} */
const outbox = new Outbox({
  shelf,
  turns,
  transport: {
    ready: () => true,
    send: ({ key, question, text, extras }) => server.post("lines", { key, question, text, ...extras }),
    withdraw: (key) => server.post("strike", { key }),
  },
  chance: () => 0, // all of it is one conversation: its lines need not fall out of step
});

const memory = new Memory(shelf, outbox);
/** @type {Telling} */
const telling = new Telling({ shelf, outbox, heard }, storage());
const lines = new Lines(given.lines, outbox);

function start() {
  addEventListener("storage", (event) => telling.hear(event));
  if (!given.open) outbox.unlink();
  lines.forgetStruck();
  part("asking").dataset.live = "yes";
  for (const section of sections()) enliven(section);
  for (const tab of tabs()) {
    tab.addEventListener("click", () => turnTo(tab, false));
    tab.addEventListener("keydown", walk);
  }
  if (given.open) document.querySelector("[role=tablist]")?.removeAttribute("hidden");
  document.querySelector('[data-part="turn"]')?.addEventListener("click", turnRound);
  document.querySelector('[data-part="close"]')?.addEventListener("submit", holdBack);
  document.addEventListener("submit", struck);
  outbox.watch(changed);
  addEventListener("online", () => outbox.nudge());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && outbox.nudge());
  const wanted = tabs().find((tab) => `#${tab.getAttribute("aria-controls")}` === location.hash);
  turnTo(wanted ?? tabs()[0], false);
  render();
  outbox.nudge();
}

// Turning to a question, and reading back

/** @param {HTMLElement} tab @param {boolean} focus */
function turnTo(tab, focus) {
  for (const other of tabs()) {
    other.setAttribute("aria-selected", String(other === tab));
    other.tabIndex = other === tab ? 0 : -1;
  }
  for (const section of sections()) section.dataset.turned = String(section.id === tab.getAttribute("aria-controls"));
  if (focus) tab.focus();
  else if (given.open && !reading()) here()?.querySelector("textarea")?.focus({ preventScroll: true });
}

function here() {
  return sections().find((section) => section.dataset.turned === "true");
}

/** @param {KeyboardEvent} event */
function walk({ key }) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return;
  const all = tabs();
  const at = all.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  turnTo(all[(at + step + all.length) % all.length], true);
}

function reading() {
  return part("asking").dataset.reading === "yes";
}

/** @param {Event} event */
function turnRound(event) {
  event.preventDefault();
  const now = !reading();
  part("asking").dataset.reading = now ? "yes" : "no";
  for (const it of document.querySelectorAll("[data-view]")) {
    /** @type {HTMLElement} */ (it).hidden = (/** @type {HTMLElement} */ (it).dataset.view === "read") !== now;
  }
  render();
  if (!now) here()?.querySelector("textarea")?.focus();
}

// Writing

/** @param {HTMLElement} section */
function enliven(section) {
  section.querySelector(".lines")?.addEventListener("click", (event) => answerTo(section, event));
  if (!given.open) return;
  const { form, box, parent, asked } = pieces(section);
  if (!box.value) box.value = memory.draft(idOf(section)) ?? "";
  form.addEventListener("submit", (event) => write(section, event));
  box.addEventListener("keydown", (event) => typed(section, event));
  box.addEventListener("input", () => {
    oneLine(box);
    memory.keepDraft(idOf(section), box.value);
    count(section);
  });
  parent.addEventListener("change", () => indent(section, parent.value));
  asked.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isComposing(event)) return;
    event.preventDefault();
    if (box.value.trim()) submit(form);
    else box.focus();
  });
}

/** Another page of this interview changed a draft. @param {string} name @param {string | null} before as it was kept */
function heard(name, before) {
  const section = given.open && sections().find((it) => name === `draft:${idOf(it)}`);
  if (!section) return;
  const { box } = pieces(section);
  box.value = hearDraft(memory, idOf(section), { before: JSON.parse(before ?? '""'), here: box.value });
  count(section);
}

/** @param {HTMLElement} section */
function count(section) {
  const { box, remark, button } = pieces(section);
  const { tooLong, words } = sizeOf(box.value);
  button.disabled = tooLong;
  remark.textContent = words;
}

/**
 * Enter writes down; Tab hangs it under the line before, once: the next Tab goes on as everywhere.
 *
 * @param {HTMLElement} section
 * @param {KeyboardEvent} event
 */
function typed(section, event) {
  const { form, parent } = pieces(section);
  if (isComposing(event)) return;
  if (event.key === "Enter") {
    event.preventDefault();
    submit(form);
  }
  const last = lines.rows(idOf(section)).pop();
  if (event.key === "Tab" && !event.shiftKey && !parent.value && last) {
    event.preventDefault();
    indent(section, last.ref);
  } else if ((event.key === "Tab" && event.shiftKey || event.key === "Escape") && parent.value) {
    event.preventDefault();
    indent(section, "");
  }
}

/** @param {HTMLElement} section @param {string} ref */
function indent(section, ref) {
  const { form, parent } = pieces(section);
  parent.value = ref;
  form.dataset.answers = ref ? "yes" : "no";
  const text = lines.rows(idOf(section)).find((row) => row.ref === ref)?.text;
  announce(text ? say("answers", { text }) : say("answers_nothing"));
}

/** @param {HTMLElement} section @param {Event} event */
function answerTo(section, event) {
  const button = /** @type {HTMLElement} */ (event.target).closest('[data-act="answer"]');
  if (!button) return;
  indent(section, /** @type {HTMLElement} */ (button.closest("li")).dataset.id ?? "");
  pieces(section).asked.focus();
}

/** @param {HTMLElement} section @param {Event} event */
function write(section, event) {
  event.preventDefault();
  const { form, box, parent, asked, remark } = pieces(section);
  const text = tidy(box.value);
  const fault = check(text);
  box.focus();
  if (fault) {
    remark.textContent = say(`no_${fault}`);
    return announce(remark.textContent);
  }
  const more = { ...(parent.value ? answer(parent.value, asked.value.trim()) : {}), ...chosen(form) };
  box.value = asked.value = "";
  memory.keepDraft(idOf(section), "");
  count(section);
  indent(section, "");
  reset(form);
  outbox.put({ question: idOf(section), text, extras: more });
}

/** @param {string} ref @param {string} asked @returns {More} */
function answer(ref, asked) {
  return asked ? { parent: ref, asked } : { parent: ref };
}

// What has been written

function render() {
  for (const section of sections()) {
    const told = lines.rows(idOf(section));
    section.querySelector(".lines")?.replaceChildren(...told.map((row) => itemOf(row, reading())));
    const none = /** @type {HTMLElement} */ (section.querySelector(".empty-lines"));
    none.hidden = told.length > 0;
    if (given.open) offer(section, told);
    else section.hidden = !told.length; // what was never sent is still to be read here
  }
  const { waiting } = lines;
  part("keeping").dataset.waiting = String(waiting > 0);
  part("keeping").textContent = keeping(waiting);
}

/** Where all that was written is. @param {number} waiting how many lines are here only */
function keeping(waiting) {
  if (waiting) return server.signedOut ? say("signed_out") : sayCount("kept_here", waiting);
  return outbox.lines().length ? say("all_kept") : "";
}

/** What may be answered. @param {HTMLElement} section @param {Row[]} told */
function offer(section, told) {
  const { form, parent } = pieces(section);
  const was = lines.ref(parent.value) ?? "";
  const none = /** @type {HTMLOptionElement} */ (parent.options[0]);
  parent.replaceChildren(none, ...told.map(({ ref: value, text }) => new Option(text, value)));
  parent.value = told.some(({ ref: value }) => value === was) ? was : "";
  form.dataset.answers = parent.value ? "yes" : "no";
  const answers = /** @type {HTMLElement} */ (form.querySelector(".answers"));
  answers.hidden = !told.length;
}

/** @param {Sent} line */
function changed(line) {
  if (lines.arrive(line)) arrived(line);
  if (lines.strike(line)) announce(say("struck"));
  if (line.status === "refused") announce(fateOf(line));
  render();
}

/** @param {Sent} line */
function arrived({ key, id }) {
  const item = /** @type {HTMLElement | null} */ (document.querySelector(`li.said[data-id="${key}"]`));
  if (item) item.dataset.id = id;
  announce(say("received"));
}

/** A form that strikes. @param {Event} event */
async function struck(event) {
  const item = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("li.said"));
  if (!item) return;
  event.preventDefault();
  const id = item.dataset.id ?? "";
  const sent = lines.sent(id);
  if (sent?.status === "refused") outbox.forget(sent.key);
  else if (sent) outbox.withdraw(sent.key);
  else if ((await server.post("strike", { oneliner: id })).ok) lines.delete(id);
  else return announce(say("not_struck"));
  part("turn").focus();
  render();
}

/** Nothing is closed while something is still only here. @param {Event} event */
function holdBack(event) {
  if (!lines.waiting) return;
  event.preventDefault();
  outbox.nudge();
  part("keeping").textContent = say("first_send");
}

start();
