// A list that never jumps under the cursor: what is chosen, pointed at or read stays where it is on the page,
// whatever comes in above it. What came in out of sight is told.

import { Component } from "preact";
import { html } from "#/board/html.js";
import { icon } from "#/board/icon.js";
import { say } from "#/board/words.js";

/**
 * @typedef {{id: string, top: number}} Anchor
 * @typedef {{chosen: string | null, first: string | null, label: string, children?: any}} Properties
 */

const AT_TOP = 4;

/** A scrolling list. `chosen` is the id of the chosen card, in whatever list that is; `first` of the one on top. */
export class AnchoredList extends Component {
  /** @type {HTMLElement | null} */
  list = null;

  /** The card that was on top when the top was last in sight. @type {string | null} */
  seen = null;

  /** Before anything moves. @param {any} before @returns {Anchor | null} */
  getSnapshotBeforeUpdate(before) {
    const card = this.#inSight(before.chosen) ?? this.list?.querySelector(".card:hover") ?? this.#firstRead();
    return card ? { id: card.getAttribute("data-card") ?? "", top: card.getBoundingClientRect().top } : null;
  }

  componentDidMount() {
    this.#look();
  }

  /** @type {(before: any, state: unknown, anchor: Anchor | null) => void} */
  componentDidUpdate(before, _state, anchor) {
    if (anchor && this.list) {
      const now = this.#card(anchor.id) ??
        (before.chosen === this.#given().chosen ? null : this.#card(this.#given().chosen));
      if (now) this.list.scrollTop += now.getBoundingClientRect().top - anchor.top;
    }
    this.#look();
  }

  /** @returns {Properties} */
  #given() {
    return /** @type {any} */ (this.props);
  }

  /** @param {string | null} id */
  #card(id) {
    return id === null ? null : this.list?.querySelector(`[data-card="${id}"]`) ?? null;
  }

  /** @param {string | null} id */
  #inSight(id) {
    const card = this.#card(id);
    if (!card || !this.list) return null;
    const [at, frame] = [card.getBoundingClientRect(), this.list.getBoundingClientRect()];
    return at.bottom > frame.top && at.top < frame.bottom ? card : null;
  }

  /** The card at the top of what can be seen; none at the very top, where new ones may show themselves. */
  #firstRead() {
    if (!this.list || this.list.scrollTop < AT_TOP) return null;
    const { left, top } = this.list.getBoundingClientRect();
    return document.elementFromPoint(left + 24, top + 24)?.closest("[data-card]") ?? null;
  }

  /** Sees whether there is anything new above what can be seen. */
  #look() {
    if (!this.list) return;
    const { first } = this.#given();
    if (this.list.scrollTop < AT_TOP) this.seen = first;
    const hidden = first !== null && first !== this.seen && this.list.scrollTop >= AT_TOP;
    this.list.parentElement?.toggleAttribute("data-new-above", hidden);
  }

  #toTop() {
    this.list?.scrollTo({ top: 0, behavior: "smooth" });
  }

  /** @param {any} properties */
  render({ label, children }) {
    return html`
      <div class="anchored">
        <button type="button" class="small-button new-above" onClick=${() => this.#toTop()}>${icon("up")}${say(
          "new_above",
        )}</button>
        <ul class="cards" data-scrolls aria-label=${label} onScroll=${() => this.#look()}
          ref=${(/** @type {HTMLElement | null} */ element) => (this.list = element)}>
          ${children}
        </ul>
      </div>
    `;
  }
}
