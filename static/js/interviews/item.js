/** One line of an interview on its page. */
import { say } from "#/phone/view.js";

/** @typedef {import("#/interviews/lines.js").Row} Row */

const DEEPEST = 6;

/**
 * The item that shows a line: the one that stands there already, brought up to date, or a new one.
 *
 * @param {Row & {depth: number}} row
 * @param {boolean} reading whether it is read back, not written
 */
export function itemOf(row, reading) {
  const known = document.querySelector(`li.said[data-id="${row.ref}"]`);
  const item = /** @type {HTMLElement} */ (known ?? blank(row));
  item.dataset.depth = String(Math.min(row.depth, DEEPEST));
  item.dataset.status = row.sent?.status ?? "received";
  const fate = /** @type {HTMLElement} */ (item.querySelector(".fate"));
  fate.textContent = fateOf(row.sent);
  const strike = /** @type {HTMLElement | null} */ (item.querySelector(".strike"));
  if (strike) strike.hidden = !reading;
  const probe = /** @type {HTMLElement | null} */ (item.querySelector('[data-act="answer"]'));
  if (probe) probe.hidden = reading;
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

/** What became of a line, in words. @param {import("#/phone/outbox.js").Line | null} sent */
export function fateOf(sent) {
  if (sent?.status === "waiting" || sent?.withdrawing) return say("waiting");
  return sent?.status === "refused" ? sent.message ?? (say(`no_${sent.reason}`) || say("no_bad_request")) : "";
}
