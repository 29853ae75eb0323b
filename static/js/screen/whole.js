// A text in a narrow place: its words stay whole where they fit; where one doesn't, it breaks with a hyphen.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "#/board/html.js";
import { softened } from "#/shared/hyphens.js";

/** @param {{text: string}} it */
export function Whole({ text }) {
  const words = useRef(/** @type {HTMLElement | null} */ (null));
  const [breaks, setBreaks] = useState(false);
  useLayoutEffect(() => {
    const look = () => setBreaks((already) => already || isTooWide(words.current));
    look();
    document.fonts?.ready.then(look);
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, [text]);
  return html`<span class="whole" data-breaks=${breaks} dir="auto" ref=${words}>${
    breaks ? softened(text) : text
  }</span>`;
}

/** @param {HTMLElement | null} words */
function isTooWide(words) {
  const place = words?.parentElement;
  return Boolean(place && place.scrollWidth > place.clientWidth);
}
