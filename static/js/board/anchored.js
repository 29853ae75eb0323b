// A list that never jumps under the cursor: what is chosen, pointed at or read stays where it is on the page,
// whatever comes in above it.

import { Component } from "preact";
import { html } from "#/board/html.js";

/**
 * @typedef {{id: string, top: number}} Anchor
 * @typedef {{chosen: string | null, name: string, label: string, children?: any}} Properties
 */

/** A scrolling list; `chosen` is the id of the chosen card, in whatever list that is. */
export class AnchoredList extends Component {
  /** @type {HTMLElement | null} */
  list = null;

  /** Before anything moves. @param {any} before @returns {Anchor | null} */
  getSnapshotBeforeUpdate(before) {
    const card = this.#inSight(before.chosen) ?? this.list?.querySelector(".card:hover") ?? this.#firstRead();
    return card ? { id: card.getAttribute("data-card") ?? "", top: card.getBoundingClientRect().top } : null;
  }

  /** @type {(before: any, state: unknown, anchor: Anchor | null) => void} */
  componentDidUpdate(before, _state, anchor) {
    if (!anchor || !this.list) return;
    const { chosen } = /** @type {Properties} */ (/** @type {unknown} */ (this.props));
    const now = this.#card(anchor.id) ?? (before.chosen === chosen ? null : this.#card(chosen));
    if (now) this.list.scrollTop += now.getBoundingClientRect().top - anchor.top;
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
    if (!this.list || this.list.scrollTop === 0) return null;
    const { left, top } = this.list.getBoundingClientRect();
    return document.elementFromPoint(left + 24, top + 24)?.closest("[data-card]") ?? null;
  }

  /** @param {any} properties */
  render({ label, children }) {
    return html`<ul class="cards" data-scrolls aria-label=${label} ref=${(
      /** @type {HTMLElement | null} */ element,
    ) => (this.list = element)}>
      ${children}
    </ul>`;
  }
}
