/**
 * The phone's page, wired: what it remembers, how it reaches the server, and which step it shows.
 *
 * Longer than other files on purpose: each module is one more request on a slow network.
 */
import { connect } from "#/shared/live.js";
import { Outbox, Shelf } from "#/phone/outbox.js";
import { announce, Field, Lines, part, say, sayCount, show, write } from "#/phone/view.js";

/**
 * @typedef {import("#/shared/live.js").Answer} Answer
 * @typedef {import("#/phone/outbox.js").Line} Line
 * @typedef {import("#/phone/view.js").Act} Act
 * @typedef {import("#/phone/view.js").Step} Step
 *
 * @typedef {{id: string, number: number, of: number, title: string, text: string}} Question
 * @typedef {object} State
 * @property {{title: string, language: string, track: "process" | "goal", round: number, dry_run?: boolean}} consultation
 * @property {"lobby" | "open" | "paused" | "closed"} phase
 * @property {Question | null} question the one in front of us
 * @property {Question[]} [questions] all that are open, where everybody goes at their own pace
 * @property {string | null} ends_at
 * @property {number | null} [remaining]
 * @property {string} now
 * @property {{key: string}[]} environments
 *
 * @typedef {{id: string, oneliner: string | null, text: string, question?: string, order?: number, away?: boolean}} Probe
 * @typedef {{joined?: boolean, asked?: boolean, environment?: string | null}} Me
 */

const WITHOUT_SOCKET_AFTER = 8000;
const LOOK_EVERY = 5000;
const WORDS_AFTER = 2000;
/** The process track's question that builds on the answers to the one before it. */
const BUILDS_ON_BEFORE = 4;
/** What a phone still knows after a dry run was wiped. */
const KEPT = ["me", "at"];

const given = JSON.parse(document.getElementById("phone")?.textContent ?? "{}");
const { code } = given;
const address = `/j/${code}`;
const shelf = new Shelf(code, storage());
const live = connect("/phone", { auth: () => ({ code, environment: me().environment ?? null }), start: false });

/** @type {State} */
let state = given.state;
/** How far the server's clock is ahead of ours, in milliseconds. */
let ahead = 0;
/** Whether plain requests carry us, since no socket does. */
let posting = false;
/** @type {typeof import("#/phone/goal.js") | undefined} fetched on goal tracks alone */
let goal;

const outbox = new Outbox({
  shelf,
  transport: {
    ready: reachable,
    send: ({ key, question, text, probe, extras }) => {
      const oneliner = { key, question, text, ...extras, ...(probe ? { probe } : {}) };
      const { environment } = me();
      return online()
        ? live.ask("submit", oneliner)
        : post("oneliners", { ...oneliner, ...(environment && { environment }) });
    },
    withdraw: (key) => ask("withdraw", { key }),
  },
});

const field = new Field("write", {
  send: (text) => state.question && outbox.put({ question: state.question.id, text, extras: goal?.taken() }),
  keep: (text) => state.question && keepDraft(state.question.id, text),
});
const probeField = new Field("probe", {
  send: (text) => answerProbe(text),
  keep: (text) => {
    const probe = openProbe();
    if (probe) keepDraft(probe.id, text);
  },
});
const lines = new Lines(act);

function start() {
  joinFromForms();
  document.querySelector("form[data-part=environment]")?.addEventListener("submit", choose);
  document.querySelector("form[data-part=join]")?.addEventListener("submit", join);
  part("probe-away").addEventListener("click", putProbeAway);
  part("unsaid").addEventListener("click", () => {
    shelf.remove("said");
    part("said").hidden = true;
  });
  live.on("state", heardState);
  live.on("fate", (fate) => outbox.fate(fate));
  live.on("probe", heardProbe);
  live.watch(connectionChanged);
  outbox.watch(lineChanged);
  for (const event of ["pageshow", "online"]) addEventListener(event, wake);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  setInterval(showTime, 15000);
  setInterval(look, LOOK_EVERY);
  heardState(state);
  if (me().joined) connectNow();
  if (given.goal) import(given.goal).then((module) => (goal = module).ask(state.question?.id));
}

// Joining

/** @returns {Me} */
function me() {
  return shelf.read("me") ?? {};
}

/** Who came through the plain forms, before this script was there, has chosen already. */
function joinFromForms() {
  if (given.environment) remember({ asked: true, environment: environmentOf(given.environment) });
  if (given.joined) remember({ joined: true });
  if (given.at) shelf.write("at", given.at);
  const language = new URLSearchParams(location.search).get("language");
  history.replaceState(null, "", language ? `${address}?language=${encodeURIComponent(language)}` : address);
}

/** @param {Me} more */
function remember(more) {
  shelf.write("me", { ...me(), ...more });
}

/** @param {string | null} value */
function environmentOf(value) {
  return state.environments.some(({ key }) => key === value) ? value : null;
}

/** @param {Event} event */
function choose(event) {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter);
  remember({ asked: true, environment: environmentOf(button?.value ?? null) });
  render();
}

/** @param {Event} event */
function join(event) {
  event.preventDefault();
  remember({ joined: true });
  connectNow();
  render();
  if (step() === "question") field.focus();
}

function connectNow() {
  if (state.phase === "closed") return;
  part("connection").hidden = false;
  live.restart();
}

// Hearing from the server

/** @param {State} news */
function heardState(news) {
  const before = state;
  rehearse(news);
  face(news);
  ahead = Date.parse(news.now) - Date.now();
  if (news.phase === "closed") over();
  render();
  tell(before);
}

/** Takes a state over, with the question in front of us: where all are open, the one that was chosen. @param {State} news */
function face(news) {
  const chosen = news.questions?.find(({ id }) => id === shelf.read("at"));
  state = news.questions ? { ...news, question: chosen ?? null } : news;
  const { question } = state;
  if (!question) return;
  shelf.write(`question:${question.id}`, { number: question.number, title: question.title });
  shelf.write("last", question.id);
}

/** What was tried in a dry run is not sent again in earnest, once that was wiped. @param {State} news */
function rehearse({ consultation, phase }) {
  const dry = Boolean(consultation.dry_run);
  part("rehearsal").hidden = !dry;
  if (shelf.read("rehearsal") && !dry && phase !== "closed") {
    for (const { key } of outbox.lines()) outbox.forget(key);
    for (const name of shelf.names("")) if (!KEPT.includes(name)) shelf.remove(name);
  }
  if (dry) shelf.write("rehearsal", true);
}

/** To another question, or to the list of them. @param {string} id */
function turnTo(id) {
  shelf.write("at", id);
  face(state);
  render();
}

/** @param {State} before */
function tell(before) {
  if (before.phase === state.phase && before.question?.id === state.question?.id) return;
  if (step() === "question" && state.question) announce(say("opened", { ...state.question }));
  else announce(document.querySelector(`[data-step="${step()}"] h1`)?.textContent ?? "");
}

/** Of what arrived, only the ids stay: a map that is published later can mark one's own by them. */
function over() {
  live.close();
  const said = outbox.lines().filter(({ id, status }) => id && status !== "withdrawn").map(({ id }) => id);
  if (said.length) shelf.write("said", [...new Set([...shelf.read("said") ?? [], ...said])].sort());
  outbox.unlink();
  part("said").hidden = !shelf.read("said");
  for (const name of shelf.names("probe:")) shelf.remove(name);
  part("connection").hidden = true;
  part("away").hidden = true;
}

/** @param {Probe} probe */
function heardProbe({ id, oneliner, text }) {
  if (shelf.read(`probe:${id}`)) return;
  const own = outbox.lines().find((line) => line.id && line.id === oneliner);
  const question = own?.question ?? state.question?.id;
  shelf.write(`probe:${id}`, { id, oneliner: own ? oneliner : null, text, question, order: Date.now() });
  if (question !== state.question?.id) return render();
  showProbe();
  announce(`${part("probe-title").textContent}: ${text}`);
}

/** @param {import("#/shared/live.js").Connection} connection */
function connectionChanged(connection) {
  if (connection === "online") {
    posting = false;
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
  const answer = keys.length ? await ask("mine", { keys }) : null;
  if (answer?.ok) outbox.settle(keys, answer.oneliners ?? []);
  if (nudge) outbox.nudge();
}

/** The page is in view again, or the network says it is back: don't trust a socket that slept. */
async function wake() {
  if (!me().joined || state.phase === "closed") return;
  if (live.connection === "connecting") return;
  if (!online()) return live.restart();
  const keys = outbox.keys();
  const answer = await live.check("mine", { keys });
  if (answer?.ok) outbox.settle(keys, answer.oneliners ?? []);
  outbox.nudge();
}

// Without a socket

let awaySince = Date.now();

/** Where no socket has come about for a while, the state is fetched and lines are posted. */
async function look() {
  if (online() || !me().joined || state.phase === "closed") {
    awaySince = Date.now();
    return;
  }
  if (document.visibilityState === "hidden" || Date.now() - awaySince < WITHOUT_SOCKET_AFTER) return;
  const news = await request(`${address}/state`);
  const was = posting;
  posting = !online() && Boolean(news && !news.error);
  if (news?.error) refused(news.error.code);
  else if (news) heardState(news);
  if (posting) comeBack(!was);
  showConnection();
}

/**
 * Asks over the socket, or over plain requests where there is none.
 *
 * @param {"mine" | "withdraw"} what
 * @param {Record<string, unknown>} fields
 * @returns {Promise<Answer>}
 */
function ask(what, fields) {
  return online() ? live.ask(what, fields) : post(what, fields);
}

/**
 * @param {string} where
 * @param {Record<string, unknown>} fields
 * @returns {Promise<Answer>}
 */
async function post(where, fields) {
  const headers = { "Content-Type": "application/json" };
  const answer = await request(`${address}/${where}`, { method: "POST", headers, body: JSON.stringify(fields) });
  return typeof answer?.ok === "boolean" ? answer : { ok: false, error: { code: "no_answer" } };
}

/**
 * @param {string} where
 * @param {RequestInit} [how]
 * @returns {Promise<any>} null where no answer came, or one that isn't ours
 */
async function request(where, how = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WITHOUT_SOCKET_AFTER);
  try {
    const headers = { Accept: "application/json", ...how.headers };
    return await (await fetch(where, { ...how, headers, signal: stop.signal })).json();
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

// Lines, drafts and probes

/** @param {Line} line */
function lineChanged(line) {
  if (line.status === "refused" && line.reason === "closed") return;
  if (line.status === "refused") putBack(line);
  if (line.status !== "waiting" || line.withdrawing) announce(fate(line));
  render();
}

/**
 * A refused text goes back into its field where that is empty, to be changed there.
 *
 * @param {Line} line
 */
function putBack(line) {
  const reason = line.reason ?? "";
  const open = line.question === state.question?.id && reason !== "question_closed";
  if (!open || line.probe || field.text) return;
  outbox.forget(line.key);
  field.fill(line.text);
  field.remark(fate(line));
}

/**
 * @param {Act} what
 * @param {string} key
 */
function act(what, key) {
  const line = shownLines().find((one) => one.key === key);
  if (!line) return;
  if (what === "sure") outbox.withdraw(key);
  if (what === "edit") edit(line);
  if (what === "copy") copy(line.text);
  render();
  if (what === "sure") field.focus();
}

/** @param {Line} line */
function edit(line) {
  outbox.forget(line.key);
  field.fill(line.text);
  field.focus();
}

/** @param {string} text */
async function copy(text) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyByHand(text);
  announce(say("copied"));
}

/** On plain http there is no clipboard to write to. @param {string} text */
function copyByHand(text) {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

/**
 * @param {string} name a question's or a probe's id
 * @param {string} text
 */
function keepDraft(name, text) {
  if (text) shelf.write(`draft:${name}`, text);
  else shelf.remove(`draft:${name}`);
}

/** The newest probe of the open question that was not put away. @returns {Probe | undefined} */
function openProbe() {
  const probes = shelf.names("probe:").map((name) => /** @type {Probe} */ (shelf.read(name)));
  const open = probes.filter(({ away, question }) => !away && (question ?? state.question?.id) === state.question?.id);
  return open.sort((one, other) => (other.order ?? 0) - (one.order ?? 0))[0];
}

function putProbeAway() {
  const probe = openProbe();
  if (probe) shelf.write(`probe:${probe.id}`, { ...probe, away: true });
  showProbe();
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

/** @returns {Step} */
function step() {
  if (state.phase === "closed") return "end";
  const { joined, asked } = me();
  if (!joined) return state.environments.length && !asked ? "environment" : "rules";
  if (state.phase === "paused") return "paused";
  if (state.phase !== "open") return "lobby";
  return state.question ? "question" : state.questions ? "questions" : "lobby";
}

function render() {
  const now = step();
  if (now === "question") showQuestion();
  if (now === "lobby") showLobby();
  if (state.questions) showPages();
  show(now);
  showTime();
  showLines(now);
  showProbe();
}

function showQuestion() {
  const { number, of, title, text, id } = /** @type {Question} */ (state.question);
  const place = part("question");
  place.dataset.question = String(number);
  write("number", `${number}/${of}`);
  write("number-words", say("question", { number, of }));
  write("title", title);
  write("text", text);
  if (place.dataset.id !== id) field.fill(shelf.read(`draft:${id}`) ?? (place.dataset.id ? "" : field.text));
  place.dataset.id = id;
  goal?.ask(id);
  showEarlier();
}

function showTime() {
  const { ends_at, remaining } = state;
  const left = ends_at ? Date.parse(ends_at) - Date.now() - ahead : (remaining || -1) * 1000;
  const time = left < 0 ? "" : left < 60000 ? say("minute") : say("minutes", { n: Math.ceil(left / 60000) });
  write("time", time);
  write("left", time);
}

/** Under the process track's fourth question: one's own answers to the third, to oneself only. */
function showEarlier() {
  const builds = state.consultation.track === "process" && state.question?.number === BUILDS_ON_BEFORE;
  const before = outbox.lines().filter(({ question, status }) =>
    shelf.read(`question:${question}`)?.number === BUILDS_ON_BEFORE - 1 && !["withdrawn", "refused"].includes(status)
  );
  part("earlier").hidden = !builds || !before.length;
  const items = before.map(({ text }) =>
    Object.assign(document.createElement("li"), { textContent: text, dir: "auto" })
  );
  part("earlier-lines").replaceChildren(...(builds ? items : []));
}

/** @type {Promise<typeof import("#/phone/pages.js")> | undefined} */
let paging;

/** Fetched only where everybody goes at their own pace. */
async function showPages() {
  paging ??= import(given.pages);
  paging.catch(() => paging = undefined);
  const sent = (/** @type {Question} */ { id }) => outbox.lines(id).filter(counts).length;
  (await paging).showPages(state.questions ?? [], state.question, { sent, turnTo });
}

/** @param {Line} line */
function counts({ status }) {
  return status !== "withdrawn" && status !== "refused";
}

function showLobby() {
  if (state.questions) {
    write("lobby-title", say("not_open"));
    return write("lobby-more", say("not_open_more"));
  }
  const last = lastQuestion();
  if (!last) {
    write("lobby-title", say("first"));
    return write("lobby-more", say("first_more"));
  }
  const sent = outbox.lines(last.id).filter(counts);
  write("lobby-title", say("question_over", { number: last.number }));
  write("lobby-more", sayCount("next", sent.length));
}

/** @returns {{id: string, number: number} | null} */
function lastQuestion() {
  const id = shelf.read("last");
  return id ? { id, ...shelf.read(`question:${id}`) } : null;
}

/** @param {Step} now */
function showLines(now) {
  const shown = ["environment", "rules", "questions"].includes(now) ? [] : shownLines();
  part("own").hidden = !shown.length;
  write("own-title", say(now === "end" ? "not_sent" : "own"));
  lines.show(shown, (line) => ({ fate: fate(line), acts: acts(line) }));
}

/** The lines of this question, or of the last one; at the end what is left unsent. The latest first. */
function shownLines() {
  const question = state.question?.id ?? lastQuestion()?.id;
  const all = state.phase === "closed" || (state.questions && !state.question);
  const kept = all ? outbox.lines() : outbox.lines(question ?? "none");
  return [...kept, ...strandedDrafts()].reverse();
}

/**
 * What was being written when its question, or the whole consultation, closed.
 *
 * @returns {Line[]}
 */
function strandedDrafts() {
  const now = step();
  const over = now === "end";
  const name = `draft:${shelf.read("last")}`;
  const names = over ? shelf.names("draft:") : now === "lobby" && shelf.read(name) ? [name] : [];
  const reason = over ? "closed" : "unsent";
  return names.map((key) => ({ key, question: "", text: shelf.read(key), status: "refused", reason, order: 0 }));
}

/** @param {Line} line */
function fate(line) {
  const { status, reason } = line;
  if (line.withdrawing) return say("withdrawing");
  if (status === "waiting") return say(reachable() ? "sending" : "waiting");
  if (status === "masked") return say(`masked_${reason}`) || say("masked");
  if (status === "hidden" && reason) return say("hidden_because", { reason });
  if (status === "refused") return say(`no_${reason}`) || line.message || say(reason ?? "") || say("no_bad_request");
  return say(status === "received" && line.kept ? "kept" : status);
}

/**
 * @param {Line} line
 * @returns {Act[]}
 */
function acts({ status, question, withdrawing, kept, key }) {
  const open = state.question?.id === question && state.phase !== "closed";
  if (status === "refused") return key.startsWith("draft:") || !open ? ["copy"] : ["edit", "copy"];
  if (status === "withdrawn" || status === "hidden" || withdrawing || kept || !open) return [];
  return ["withdraw"];
}

function showProbe() {
  const probe = step() === "question" ? openProbe() : undefined;
  part("probe").hidden = !probe;
  if (!probe) return;
  const own = outbox.lines().find(({ id }) => id && id === probe.oneliner);
  write("probe-title", say(own ? "probe_own" : "probe_everyone"));
  write("probe-line", own?.text ?? "");
  part("probe-line").hidden = !own;
  write("probe-text", probe.text);
  if (part("probe").dataset.id !== probe.id) probeField.fill(shelf.read(`draft:${probe.id}`) ?? "");
  part("probe").dataset.id = probe.id;
}

function online() {
  return live.connection === "online";
}

function reachable() {
  return online() || posting;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let wording;

/** The dot changes at once; words come only when it lasts. */
function showConnection() {
  const how = reachable() ? "online" : live.connection === "connecting" ? "connecting" : "away";
  const dot = part("connection");
  if (dot.dataset.state === how) return;
  dot.dataset.state = how;
  write("connection-words", say(how));
  clearTimeout(wording);
  if (how === "online") showAway(false);
  else wording = setTimeout(() => showAway(true), WORDS_AFTER);
}

/** @param {boolean} away */
function showAway(away) {
  const banner = part("away");
  if (banner.hidden === !away || state.phase === "closed") return;
  banner.hidden = !away;
  announce(away ? banner.textContent ?? "" : say("back"));
  render();
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
