/** How an interview's page reaches the server. */

/** @typedef {import("#/shared/live.js").Answer} Answer */

const WITHIN = 8000;

export class Server {
  /** Whether it last said that nobody is signed in here. */
  signedOut = false;
  #address;

  /** @param {string} address without a slash at the end */
  constructor(address) {
    this.#address = address;
  }

  /**
   * @param {string} where
   * @param {Record<string, unknown>} fields
   * @returns {Promise<Answer>} also where none came in time, or one that isn't ours
   */
  async post(where, fields) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), WITHIN);
    try {
      const headers = { "Content-Type": "application/json", Accept: "application/json" };
      const how = { method: "POST", headers, body: JSON.stringify(fields), signal: stop.signal };
      const answered = await fetch(`${this.#address}/${where}`, how);
      this.signedOut = answered.status === 403;
      const answer = await answered.json();
      return typeof answer?.ok === "boolean" && !this.signedOut ? answer : { ok: false, error: { code: "no_answer" } };
    } catch {
      return { ok: false, error: { code: "no_answer" } };
    } finally {
      clearTimeout(timer);
    }
  }
}
