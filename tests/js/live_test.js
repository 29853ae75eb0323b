import { deepEqual, equal } from "node:assert/strict";
import { Live, NO_ANSWER } from "#/shared/live.js";

/** As much of a socket as Live uses; a test decides what happens to it. */
class FakeSocket {
  connected = false;
  /** Whether socket.io itself goes on trying. */
  active = true;
  tries = 0;
  /** @type {string[]} */
  asked = [];
  /** @type {unknown[]} answers in turn; undefined is silence */
  answers = [];
  /** @type {Record<string, ((...data: any[]) => void)[]>} */
  #heard = {};

  /**
   * @param {string} event
   * @param {(...data: any[]) => void} hear
   */
  on(event, hear) {
    (this.#heard[event] ??= []).push(hear);
  }

  /**
   * @param {string} event
   * @param {(...data: any[]) => void} hear
   */
  once(event, hear) {
    this.on(event, hear);
  }

  /**
   * @param {string} event
   * @param {(...data: any[]) => void} hear
   */
  off(event, hear) {
    this.#heard[event] = (this.#heard[event] ?? []).filter((other) => other !== hear);
  }

  /**
   * @param {string} event
   * @param {unknown[]} data
   */
  happen(event, ...data) {
    this.connected = event === "connect" || (event !== "disconnect" && this.connected);
    for (const hear of [...(this.#heard[event] ?? [])]) hear(...data);
  }

  connect() {
    this.tries += 1;
    return this;
  }

  disconnect() {
    this.active = false;
    this.happen("disconnect", "io client disconnect");
    return this;
  }

  timeout() {
    return {
      /** @param {string} event */
      emitWithAck: (event) => {
        this.asked.push(event);
        const answer = this.answers.shift();
        return answer === undefined ? Promise.reject(new Error("no answer")) : Promise.resolve(answer);
      },
    };
  }
}

function aConnection() {
  const socket = new FakeSocket();
  const live = new Live(/** @type {any} */ (socket));
  return { socket, live };
}

/** @param {string} code */
function refusal(code) {
  return Object.assign(new Error(code), { data: { code } });
}

Deno.test("who watches hears the present connection and every change", () => {
  const { socket, live } = aConnection();
  /** @type {string[]} */
  const heard = [];
  live.watch((connection) => heard.push(connection));
  socket.happen("connect");
  socket.happen("disconnect", "transport close");
  deepEqual(heard, ["connecting", "online", "away"]);
});

Deno.test("an answer is passed on", async () => {
  const { socket, live } = aConnection();
  socket.happen("connect");
  socket.answers = [{ ok: true, id: "a1" }];
  deepEqual(await live.ask("submit", {}), { ok: true, id: "a1" });
});

Deno.test("silence is answered with no_answer", async () => {
  const { socket, live } = aConnection();
  socket.happen("connect");
  deepEqual(await live.ask("submit", {}), { ok: false, error: { code: NO_ANSWER } });
});

Deno.test("without a connection nothing is emitted, so that nothing is sent later behind our back", async () => {
  const { socket, live } = aConnection();
  deepEqual(await live.ask("submit", {}), { ok: false, error: { code: NO_ANSWER } });
  deepEqual(socket.asked, []);
});

Deno.test("what may be asked again is asked again", async () => {
  const { socket, live } = aConnection();
  socket.happen("connect");
  socket.answers = [undefined, { ok: true, revision: 7 }];
  deepEqual(await live.ask("act", {}, { tries: 3 }), { ok: true, revision: 7 });
  equal(socket.asked.length, 2);
});

Deno.test("what may be asked again waits for the connection", async () => {
  const { socket, live } = aConnection();
  socket.answers = [{ ok: true, revision: 7 }];
  const asked = live.ask("act", {}, { tries: 2, timeout: 1000 });
  socket.happen("connect");
  deepEqual(await asked, { ok: true, revision: 7 });
});

Deno.test("who is not let in any more is told so, however often it may be asked again", async () => {
  const { socket, live } = aConnection();
  socket.active = false;
  const asked = live.ask("act", {}, { tries: Infinity });
  socket.happen("connect_error", refusal("forbidden"));
  deepEqual(await asked, { ok: false, error: { code: "forbidden" } });
});

Deno.test("a refused connection says why", () => {
  const { socket, live } = aConnection();
  socket.active = false;
  socket.happen("connect_error", refusal("closed"));
  equal(live.connection, "refused");
  equal(live.refusal, "closed");
});

Deno.test("an error of the network is no refusal", () => {
  const { socket, live } = aConnection();
  socket.happen("connect_error", new Error("websocket error"));
  equal(live.connection, "away");
  equal(live.refusal, null);
});

Deno.test("who is asked to try later does", () => {
  const { socket, live } = aConnection();
  socket.active = false;
  socket.happen("connect_error", refusal("try_later"));
  equal(live.connection, "away");
  live.close();
});

Deno.test("a socket that slept and is dead is replaced", async () => {
  const { socket, live } = aConnection();
  socket.happen("connect");
  equal(await live.check("mine", {}), null);
  equal(socket.tries, 1);
  live.close();
});

Deno.test("a socket that is alive is left alone", async () => {
  const { socket, live } = aConnection();
  socket.happen("connect");
  socket.answers = [{ ok: true }];
  deepEqual(await live.check("mine", {}), { ok: true });
  equal(socket.tries, 0);
});

Deno.test("starting afresh leaves no second try behind", () => {
  const { socket, live } = aConnection();
  socket.happen("connect");
  live.restart();
  equal(socket.tries, 1);
});
