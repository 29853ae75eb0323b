// Preact with htm, and components that draw again only when one of their properties is another object.

import { Component } from "preact";

export { html } from "htm/preact";

/**
 * Makes a component that skips drawing while all its properties are the same objects.
 * @template {object} Props
 * @param {(props: Props) => unknown} draw
 */
export function memo(draw) {
  return class extends Component {
    /** @param {any} next */
    shouldComponentUpdate(next) {
      return differs(/** @type {any} */ (this.props), next);
    }
    /** @param {any} props */
    render(props) {
      return /** @type {any} */ (draw(props));
    }
  };
}

/** @type {(one: Record<string, unknown>, other: Record<string, unknown>) => boolean} */
function differs(one, other) {
  const names = Object.keys(other);
  return names.length !== Object.keys(one).length || names.some((name) => one[name] !== other[name]);
}
