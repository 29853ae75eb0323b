// A list that shows as much as fits and says how much more there is. Type never gets smaller to make room.

import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "#/board/html.js";
import { say } from "#/board/words.js";

const MOST_TRIED = 60;

/** @param {{items: any[], draw: (item: any) => any, name?: string}} it */
export function Fit({ items, draw, name = "" }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const more = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const again = () => list.current && more.current && fit(list.current, more.current, items.length);
    again();
    addEventListener("resize", again);
    document.fonts?.ready.then(again);
    return () => removeEventListener("resize", again);
  }, [items]);
  return html`
    <div class="fit">
      <ul class=${`fit-list ${name}`} ref=${list}>${items.slice(0, MOST_TRIED).map(draw)}</ul>
      <p class="more" ref=${more} hidden></p>
    </div>
  `;
}

/** @type {(list: HTMLElement, more: HTMLElement, count: number) => void} */
function fit(list, more, count) {
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  for (const item of items) item.hidden = false;
  more.hidden = true;
  if (firstOutside(items, list) < 0 && count === items.length) return;
  more.hidden = false;
  more.textContent = say("more", { count });
  const shown = firstOutside(items, list);
  const kept = shown < 0 ? items.length : shown;
  for (const item of items.slice(kept)) item.hidden = true;
  more.textContent = say("more", { count: count - kept });
}

/** @type {(items: HTMLElement[], list: HTMLElement) => number} */
function firstOutside(items, list) {
  const { bottom } = list.getBoundingClientRect();
  return items.findIndex((item) => item.getBoundingClientRect().bottom > bottom + 1);
}
