/** Whether this browser has other pages of the same consultation. What they tell each other is fetched when it has. */

/**
 * @typedef {<T>(errand: () => T) => T | Promise<T | number>} Run
 * @typedef {{alone: boolean, run: Run}} Turns who may send; `run` gives how long to wait where it is another page's turn
 */

/** While another page sends, or what they tell can't be fetched. */
export const TAKES_TURNS = 400;

/** @implements {Turns} */
export class Tabs {
  alone = true;
  #fetch;

  /**
   * @param {string} name
   * @param {() => Promise<{run: Run}>} fetch
   */
  constructor(name, fetch) {
    this.#fetch = fetch;
    if (!globalThis.BroadcastChannel) return;
    const channel = new BroadcastChannel(name);
    channel.onmessage = () => {
      if (this.alone) channel.postMessage("");
      this.alone = false;
      fetch().catch(() => undefined);
    };
    channel.postMessage("");
    this.close = () => channel.close();
  }

  /** Hears of no other page any more. */
  close() {}

  /** @type {Run} */
  run(errand) {
    return this.alone ? errand() : this.#fetch().then((telling) => telling.run(errand), () => TAKES_TURNS);
  }
}
