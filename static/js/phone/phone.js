/** The phone's page, wired: what it hears, what is done on it, and which step it shows. */
import { connect } from "#/shared/live.js";
import { copy, Lines } from "#/phone/lines.js";
import { Memory } from "#/phone/memory.js";
import { Outbox } from "#/phone/outbox.js";
import { Page } from "#/phone/page.js";
import { Sign } from "#/phone/parts.js";
import { Shelf, storage } from "#/phone/shelf.js";
import { fateOf, goesBack, ownLines, turned } from "#/phone/showing.js";
import { Transport } from "#/phone/transport.js";
import { Tabs } from "#/phone/tabs.js";
import { announce, Field, part, say } from "#/phone/view.js";

/**
 * @typedef {import("#/phone/lines.js").Act} Act
 * @typedef {import("#/phone/memory.js").State} State
 * @typedef {import("#/phone/outbox.js").Line} Line
 */

const LOOK_EVERY = 5000;

const given = JSON.parse(document.getElementById("phone")?.textContent ?? "{}");
const { code } = given;
const address = `/j/${code}`;
const shelf = new Shelf(code, storage());
const live = connect("/phone", {
  auth: () => ({ code, environment: memory.me.environment ?? null, seat: memory.seat }),
  start: false,
});
/** @type {Transport} */
const transport = new Transport({ live, address, environment: () => memory.me.environment });
/** @type {Promise<import("#/phone/telling.js").Telling> | null} */
let telling = null;
/** @type {Tabs} */
const tabs = new Tabs(shelf.prefix, () => telling ??= listen());
/** @type {Outbox} */
const outbox = new Outbox({ shelf, transport, turns: tabs });
/** @type {Memory} */
const memory = new Memory(shelf, outbox);

/** @type {State} */
let state = given.state;

const field = new Field("write", {
  send: (text) => state.question && outbox.put({ question: state.question.id, text, extras: page.taken() }),
  keep: (text) => state.question && memory.keepDraft(state.question.id, text),
});
const probeField = new Field("probe", {
  send: (text) => answerProbe(text),
  keep: (text) => {
    const probe = openProbe();
    if (probe) memory.keepDraft(probe.id, text);
  },
});
const page = new Page({ state, memory, field, probeField, lines: new Lines(act), fate, pages: given.pages, turnTo });
const sign = new Sign(render);

function start() {
  begin();
  if (document.querySelector("meta[http-equiv=refresh]")) return location.reload(); // a timer that can't be stopped
  document.querySelector("form[data-part=environment]")?.addEventListener("submit", choose);
  document.querySelector("form[data-part=join]")?.addEventListener("submit", join);
  for (const again of document.querySelectorAll("[data-part=again]")) again.remove();
  part("probe-away").addEventListener("click", putProbeAway);
  part("unsaid").addEventListener("click", () => {
    memory.forgetSaid();
    part("said").hidden = true;
  });
  live.on("state", heardState);
  live.on("fate", (fate) => outbox.fate(fate));
  live.on("probe", heardProbe);
  live.watch(connectionChanged);
  outbox.watch(lineChanged);
  for (const event of ["pageshow", "online"]) addEventListener(event, wake);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  setInterval(() => page.showTime(), 15000);
  setInterval(look, LOOK_EVERY);
  heardState(state);
  if (memory.me.joined) connectNow();
  if (given.goal) import(given.goal).then((goal) => page.takeIn(goal));
}

// Joining

function begin() {
  memory.begin(given, state);
  const language = new URLSearchParams(location.search).get("language");
  history.replaceState(null, "", language ? `${address}?language=${encodeURIComponent(language)}` : address);
}

/** @param {Event} event */
function choose(event) {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter);
  memory.choose(button?.value, state);
  render();
}

/** @param {Event} event */
function join(event) {
  event.preventDefault();
  memory.remember({ joined: true });
  connectNow();
  render();
  if (page.step === "question") field.focus();
}

function connectNow() {
  if (state.phase === "closed") return;
  part("connection").hidden = false;
  showConnection();
  live.restart();
}

// Hearing from the server

/** @param {State} news */
function heardState(news) {
  const before = state;
  part("rehearsal").hidden = !news.consultation.dry_run;
  memory.rehearse(news);
  state = memory.face(news);
  page.setClock(news.now);
  if (news.phase === "closed") over();
  render();
  if (turned(before, state)) tell();
}

function tell() {
  if (page.step === "question" && state.question) announce(say("opened", { ...state.question }));
  else announce(document.querySelector(`[data-step="${page.step}"] h1`)?.textContent ?? "");
}

function over() {
  live.close();
  memory.close();
  part("said").hidden = !memory.knowsSaid;
  sign.close();
}

/** @param {import("#/phone/memory.js").Probe} heard */
function heardProbe(heard) {
  const probe = memory.heardProbe(heard, { question: state.question?.id });
  if (!probe) return;
  if (probe.question !== state.question?.id) return render();
  page.showProbe();
  announce(`${part("probe-title").textContent}: ${probe.text}`);
}

/** Hears what other pages of this browser do, once there are any. */
async function listen() {
  try {
    const hearing = await import(given.telling);
    const joined = () => part("connection").hidden && connectNow();
    return hearing.listen({
      shelf,
      store: storage(),
      outbox,
      memory,
      field,
      question: () => state.question?.id,
      joined,
    });
  } catch (error) {
    telling = null;
    throw error;
  }
}

/** @param {import("#/shared/live.js").Connection} connection */
function connectionChanged(connection) {
  if (connection === "online") {
    transport.connected();
    comeBack();
  }
  if (connection === "refused") refused(live.refusal);
  showConnection();
}

/** @param {string | null} why */
function refused(why) {
  if (why === "closed") heardState({ ...state, phase: "closed", question: null });
  else if (why === "unknown_code") location.reload();
}

/** Asks what became of our lines, which also makes us hear of them from now on; then sends what waits. */
async function comeBack(nudge = true) {
  const keys = outbox.keys();
  const answer = keys.length ? await transport.ask("mine", { keys }) : null;
  if (answer?.ok) outbox.settle(keys, answer.oneliners ?? []);
  if (nudge) outbox.nudge();
}

function takesPart() {
  return Boolean(memory.me.joined) && state.phase !== "closed";
}

/** The page is in view again, or the network says it is back: don't trust a socket that slept. */
async function wake() {
  if (!takesPart() || live.connection === "connecting") return;
  if (!transport.online) return live.restart();
  const keys = outbox.keys();
  const answer = await live.check("mine", { keys });
  if (answer?.ok) outbox.settle(keys, answer.oneliners ?? []);
  outbox.nudge();
}

/** Where no socket has come about for a while, the state is fetched and lines are posted. */
async function look() {
  if (!transport.isAway({ wanted: takesPart(), seen: document.visibilityState !== "hidden" })) return;
  const { news, begins } = await transport.look();
  if (news?.error) refused(news.error.code);
  else if (news) heardState(news);
  if (transport.posting) comeBack(begins);
  showConnection();
}

// What is done on the page

/** To another question, or to the list of them. @param {string} id */
function turnTo(id) {
  memory.turnTo(id);
  state = memory.face(state);
  render();
}

/** @param {Line} line @param {boolean} elsewhere another page of this browser did it, and says so */
function lineChanged(line, elsewhere) {
  if (elsewhere) return render();
  if (line.status === "refused" && line.reason === "closed") return;
  if (line.status === "refused") putBack(line);
  if (line.status !== "waiting" || line.withdrawing) announce(fate(line));
  render();
}

/** A refused text goes back into its field where that is empty, to be changed there. @param {Line} line */
function putBack(line) {
  if (!goesBack(line, state) || field.text) return;
  outbox.forget(line.key);
  field.fill(line.text);
  field.remark(fate(line));
}

/**
 * @param {Act} what
 * @param {string} key
 */
function act(what, key) {
  const line = ownLines(state, memory).find((one) => one.key === key);
  if (!line) return;
  if (what === "sure") outbox.withdraw(key);
  if (what === "edit") edit(line);
  if (what === "copy") copy(line.text).then(() => announce(say("copied")));
  render();
  if (what === "sure") field.focus();
}

/** @param {Line} line */
function edit(line) {
  outbox.forget(line.key);
  field.fill(line.text);
  field.focus();
}

function openProbe() {
  return memory.openProbe(state.question?.id);
}

function putProbeAway() {
  const probe = openProbe();
  if (probe) memory.putAway(probe);
  page.showProbe();
  field.focus();
}

/** @param {string} text */
function answerProbe(text) {
  const probe = openProbe();
  if (!probe || !state.question) return;
  outbox.put({ question: state.question.id, text, probe: probe.id });
  if (probe.oneliner) putProbeAway();
}

// Showing

/** @param {Line} line */
function fate(line) {
  return fateOf(line, { say, reachable: transport.ready() });
}

function render() {
  page.show(state);
}

/** There is nothing to reach for who doesn't take part yet. */
function showConnection() {
  if (!takesPart()) return;
  sign.show(transport.ready() ? "online" : live.connection === "connecting" ? "connecting" : "away");
}

start();
