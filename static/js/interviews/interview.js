/**
 * An interview, taken down: what is typed is kept on this device first, sent until it is answered, and hangs under
 * what it answers. Without this script the same page works by forms.
 */
import { chosen, reset } from "#/phone/goal.js";
import { Outbox, Shelf } from "#/phone/outbox.js";
import { check, length, LIMIT, tidy } from "#/shared/text.js";

/**
 * @typedef {import("#/shared/live.js").Answer} Answer
 * @typedef {import("#/phone/outbox.js").Line} Sent
 * @typedef {{parent?: string, asked?: string, kind?: string}} More what goes along with a text
 * @typedef {{id: string, question: string, text: string, depth: number, asked: string | null, parent: string | null}} Told
 *
 * @typedef {object} Row a line as it is shown
 * @property {string} ref its id, or its key until it has one
 * @property {string} question
 * @property {string} text
 * @property {string | null} parent
 * @property {string | null} asked
 * @property {Sent | null} sent what this device knows of it
 */

const WITHIN = 8000;
const COUNTER_FROM = 100;
const LINE_BREAKS = /[\t\n\v\f\r\x85\u2028\u2029]+/g;
const DEEPEST = 6;

/** @type {{id: string, open: boolean, lines: Told[], address: string}} */
const given = JSON.parse(document.getElementById("interview")?.textContent ?? "{}");
/** @type {Record<string, string>} */
const WORDS = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const shelf = new Shelf(`interview:${given.id}`, storage());
const lines = new Map(given.lines.map((line) => [line.id, line]));
let signedOut = false;

const outbox = new Outbox({
  shelf,
  transport: {
    ready: () => true,
    send: ({ key, question, text, extras }) => post("lines", { key, question, text, ...extras }),
    withdraw: (key) => post("strike", { key }),
  },
});

function start() {
  if (!given.open) outbox.unlink();
  for (const { key, id, status } of outbox.lines()) {
    if (status === "received" && id && !lines.has(id)) outbox.forget(key); // struck somewhere else
  }
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

// What stands where

/** @param {string} name @returns {HTMLElement} */
function part(name) {
  return /** @type {HTMLElement} */ (document.querySelector(`[data-part="${name}"]`));
}

/** @returns {HTMLElement[]} */
function sections() {
  return [...document.querySelectorAll('[data-part="question"]')].map((it) => /** @type {HTMLElement} */ (it));
}

/** @returns {HTMLElement[]} */
function tabs() {
  return [...document.querySelectorAll("[role=tab]")].map((it) => /** @type {HTMLElement} */ (it));
}

/** @param {HTMLElement} section */
function pieces(section) {
  const form = /** @type {HTMLFormElement} */ (section.querySelector("form.line-form"));
  return {
    form,
    box: /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea")),
    parent: /** @type {HTMLSelectElement} */ (form.querySelector("select")),
    asked: /** @type {HTMLInputElement} */ (form.querySelector('[name="asked"]')),
    remark: /** @type {HTMLElement} */ (form.querySelector(".remark")),
    button: /** @type {HTMLButtonElement} */ (form.querySelector("button[data-kind=main]")),
  };
}

/** @param {string} key @param {Record<string, string | number>} [values] */
function say(key, values = {}) {
  return (WORDS[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @param {string} key @param {number} n */
function sayCount(key, n) {
  return say(n === 1 ? `${key}_one` : key, { n });
}

/** @param {string} text */
function announce(text) {
  part("notice").textContent = "";
  requestAnimationFrame(() => part("notice").textContent = text);
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
  const draft = `draft:${section.dataset.id}`;
  if (!box.value) box.value = shelf.read(draft) ?? "";
  form.addEventListener("submit", (event) => write(section, event));
  box.addEventListener("keydown", (event) => typed(section, event));
  box.addEventListener("input", () => {
    oneLine(box);
    shelf.write(draft, box.value);
    count(section);
  });
  parent.addEventListener("change", () => indent(section, parent.value));
  asked.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (box.value.trim()) form.requestSubmit();
    else box.focus();
  });
}

/** A pasted line break becomes a space at once. @param {HTMLTextAreaElement} box */
function oneLine(box) {
  const single = box.value.replace(LINE_BREAKS, " ");
  if (single === box.value) return;
  const caret = box.value.slice(0, box.selectionEnd).replace(LINE_BREAKS, " ").length;
  box.value = single;
  box.setSelectionRange(caret, caret);
}

/** @param {HTMLElement} section */
function count(section) {
  const { box, remark, button } = pieces(section);
  const size = length(tidy(box.value));
  const over = size - LIMIT;
  button.disabled = over > 0;
  remark.textContent = over > 0 ? sayCount("too_many", over) : size >= COUNTER_FROM ? sayCount("left", -over) : "";
}

/**
 * Enter writes down; Tab hangs it under the line before, once: the next Tab goes on as everywhere.
 *
 * @param {HTMLElement} section
 * @param {KeyboardEvent} event
 */
function typed(section, event) {
  const { form, parent } = pieces(section);
  if (event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit();
  }
  const last = rows(section.dataset.id ?? "").at(-1);
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
  const text = rows(section.dataset.id ?? "").find((row) => row.ref === ref)?.text;
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
  shelf.remove(`draft:${section.dataset.id}`);
  count(section);
  indent(section, "");
  reset(form);
  outbox.put({ question: section.dataset.id ?? "", text, extras: more });
}

/** @param {string} ref @param {string} asked @returns {More} */
function answer(ref, asked) {
  return asked ? { parent: ref, asked } : { parent: ref };
}

// What has been written

/** All lines, under what they answer; what this device knows in the order in which it was said. */
function all() {
  const sent = new Map(outbox.lines().filter(({ id }) => id).map((line) => [line.id, line]));
  const waiting = outbox.lines().filter(({ id, status }) => !id && status !== "withdrawn");
  const known = [...lines.values()].sort((one, other) =>
    (sent.get(one.id)?.order ?? 0) - (sent.get(other.id)?.order ?? 0)
  );
  /** @type {Row[]} */
  const told = known.map((it) => ({ ...it, ref: it.id, sent: sent.get(it.id) ?? null }));
  return [...told, ...waiting.map(fresh)];
}

/** @param {Sent} line @returns {Row} */
function fresh(line) {
  const { parent = null, asked = null } = /** @type {More} */ (line.extras ?? {});
  return { ref: line.key, question: line.question, text: line.text, parent: ref(parent), asked, sent: line };
}

/** By its id where it has one. @param {string | null} named @returns {string | null} */
function ref(named) {
  return outbox.lines().find(({ key }) => key === named)?.id ?? named;
}

/**
 * The lines of a question, each under what it answers.
 *
 * @param {string} question
 * @returns {(Row & {depth: number})[]}
 */
function rows(question) {
  const mine = all().filter((row) => row.question === question);
  const refs = new Set(mine.map((row) => row.ref));
  /** @type {(Row & {depth: number})[]} */
  const told = [];
  hang(null, 0);
  return told;

  /** @param {string | null} parent @param {number} depth */
  function hang(parent, depth) {
    for (const row of mine) {
      const under = row.parent && refs.has(row.parent) ? row.parent : null;
      if (under !== parent) continue;
      told.push({ ...row, depth });
      hang(row.ref, depth + 1);
    }
  }
}

function render() {
  for (const section of sections()) {
    const told = rows(section.dataset.id ?? "");
    section.querySelector(".lines")?.replaceChildren(...told.map(shown));
    const none = /** @type {HTMLElement} */ (section.querySelector(".empty-lines"));
    none.hidden = told.length > 0;
    if (given.open) offer(section, told);
    else section.hidden = !told.length; // what was never sent is still to be read here
  }
  const waiting = outbox.lines().filter(({ status }) => status === "waiting").length;
  part("keeping").dataset.waiting = String(waiting > 0);
  part("keeping").textContent = signedOut && waiting
    ? say("signed_out")
    : waiting
    ? sayCount("kept_here", waiting)
    : outbox.lines().length
    ? say("all_kept")
    : "";
}

/** What may be answered. @param {HTMLElement} section @param {Row[]} told */
function offer(section, told) {
  const { form, parent } = pieces(section);
  const was = ref(parent.value) ?? "";
  const none = /** @type {HTMLOptionElement} */ (parent.options[0]);
  parent.replaceChildren(none, ...told.map(({ ref: value, text }) => new Option(text, value)));
  parent.value = told.some(({ ref: value }) => value === was) ? was : "";
  form.dataset.answers = parent.value ? "yes" : "no";
  const answers = /** @type {HTMLElement} */ (form.querySelector(".answers"));
  answers.hidden = !told.length;
}

/** @param {Row & {depth: number}} row */
function shown(row) {
  const known = document.querySelector(`li.said[data-id="${row.ref}"]`);
  const item = /** @type {HTMLElement} */ (known ?? blank(row));
  item.dataset.depth = String(Math.min(row.depth, DEEPEST));
  item.dataset.status = row.sent?.status ?? "received";
  const fate = /** @type {HTMLElement} */ (item.querySelector(".fate"));
  fate.textContent = fateOf(row.sent);
  const strike = /** @type {HTMLElement | null} */ (item.querySelector(".strike"));
  if (strike) strike.hidden = !reading();
  const probe = /** @type {HTMLElement | null} */ (item.querySelector('[data-act="answer"]'));
  if (probe) probe.hidden = reading();
  return item;
}

/** @param {Row} row @returns {HTMLElement} */
function blank({ ref: id, text, asked, question }) {
  const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector('template[data-part="line"]'));
  const item =
    /** @type {HTMLElement} */ (template
      ? /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
      : Object.assign(document.createElement("li"), { className: "said" }));
  item.dataset.id = id;
  const said = item.querySelector(".words") ??
    item.appendChild(Object.assign(document.createElement("p"), { className: "words" }));
  said.textContent = text;
  if (!item.querySelector(".fate")) item.append(Object.assign(document.createElement("p"), { className: "fate" }));
  for (const unseen of item.querySelectorAll(".unseen")) unseen.textContent = `: ${text}`;
  const probe = item.querySelector(".asked");
  if (probe && asked) probe.textContent = asked;
  else probe?.remove();
  item.dataset.of = question;
  return item;
}

/** @param {Sent | null} sent */
function fateOf(sent) {
  if (sent?.status === "waiting" || sent?.withdrawing) return say("waiting");
  return sent?.status === "refused" ? sent.message ?? (say(`no_${sent.reason}`) || say("no_bad_request")) : "";
}

/** @param {Sent} line */
function changed(line) {
  if (line.status === "received" && line.id && !lines.has(line.id)) arrived(line, line.id);
  if (line.status === "withdrawn") {
    lines.delete(line.id ?? "");
    outbox.forget(line.key);
    announce(say("struck"));
  }
  if (line.status === "refused") announce(fateOf(line));
  render();
}

/** @param {Sent} line @param {string} id */
function arrived(line, id) {
  const { parent, asked } = fresh(line);
  const item = /** @type {HTMLElement | null} */ (document.querySelector(`li.said[data-id="${line.key}"]`));
  if (item) item.dataset.id = id;
  lines.set(id, { id, question: line.question, text: line.text, depth: 0, asked, parent });
  announce(say("received"));
}

/** A form that strikes. @param {Event} event */
async function struck(event) {
  const item = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("li.said"));
  if (!item) return;
  event.preventDefault();
  const id = item.dataset.id ?? "";
  const sent = outbox.lines().find((line) => line.id === id || line.key === id);
  if (sent?.status === "refused") outbox.forget(sent.key);
  else if (sent) outbox.withdraw(sent.key);
  else if ((await post("strike", { oneliner: id })).ok) lines.delete(id);
  else return announce(say("not_struck"));
  part("turn").focus();
  render();
}

/** Nothing is closed while something is still only here. @param {Event} event */
function holdBack(event) {
  if (!outbox.lines().some(({ status }) => status === "waiting")) return;
  event.preventDefault();
  outbox.nudge();
  part("keeping").textContent = say("first_send");
}

/**
 * @param {string} where
 * @param {Record<string, unknown>} fields
 * @returns {Promise<Answer>}
 */
async function post(where, fields) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WITHIN);
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const how = { method: "POST", headers, body: JSON.stringify(fields), signal: stop.signal };
    const answered = await fetch(`${given.address}/${where}`, how);
    signedOut = answered.status === 403;
    const answer = await answered.json();
    return typeof answer?.ok === "boolean" && !signedOut ? answer : { ok: false, error: { code: "no_answer" } };
  } catch {
    return { ok: false, error: { code: "no_answer" } };
  } finally {
    clearTimeout(timer);
  }
}

/** @returns {Storage | null} */
function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

start();
