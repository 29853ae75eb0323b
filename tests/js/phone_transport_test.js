import { deepEqual, equal } from "node:assert/strict";
import { Transport } from "#/phone/transport.js";

/** @typedef {import("#/phone/outbox.js").Line} Line */

const LINE = /** @type {Line} */ ({ key: "k", question: "q1", text: "Tekst.", status: "waiting", order: 1 });

/** A phone whose socket, requests and clock do what they are told. */
function aPhone() {
  const asked = /** @type {unknown[][]} */ ([]);
  const posted = /** @type {unknown[][]} */ ([]);
  const phone = {
    asked,
    posted,
    time: 0,
    answer: /** @type {unknown} */ ({ ok: true }),
    live: {
      connection: /** @type {import("#/shared/live.js").Connection} */ ("connecting"),
      ask: (/** @type {string} */ what, /** @type {object} */ fields) => {
        asked.push([what, fields]);
        return Promise.resolve(/** @type {import("#/shared/live.js").Answer} */ ({ ok: true }));
      },
    },
  };
  const transport = new Transport({
    live: phone.live,
    address: "/j/BCDFGH",
    environment: () => "resident",
    now: () => phone.time,
    request: (where, how) => {
      posted.push([where, how?.body && JSON.parse(String(how.body))]);
      const answered = phone.answer instanceof Error ? Promise.reject(phone.answer) : Response.json(phone.answer);
      return Promise.resolve(answered);
    },
  });
  return { phone, transport };
}

Deno.test("a line goes over the socket where there is one", async () => {
  const { phone, transport } = aPhone();
  phone.live.connection = "online";

  await transport.send({ ...LINE, probe: "p1", extras: { kind: "wish" } });

  deepEqual(phone.asked, [["submit", { key: "k", question: "q1", text: "Tekst.", kind: "wish", probe: "p1" }]]);
  deepEqual(phone.posted, []);
});

Deno.test("without a socket it is posted, and says the environment along with it", async () => {
  const { phone, transport } = aPhone();

  const answer = await transport.send(LINE);

  deepEqual(answer, { ok: true });
  const fields = { key: "k", question: "q1", text: "Tekst.", environment: "resident" };
  deepEqual(phone.posted, [["/j/BCDFGH/oneliners", fields]]);
});

Deno.test("what is withdrawn goes the same two ways", async () => {
  const { phone, transport } = aPhone();

  await transport.withdraw("k");
  phone.live.connection = "online";
  await transport.withdraw("k");

  deepEqual(phone.posted, [["/j/BCDFGH/withdraw", { key: "k" }]]);
  deepEqual(phone.asked, [["withdraw", { key: "k" }]]);
});

for (const answer of [new TypeError("Failed to fetch"), "a page of somebody else's", null]) {
  Deno.test(`an answer that isn't ours is none: ${answer}`, async () => {
    const { phone, transport } = aPhone();
    phone.answer = answer;

    deepEqual(await transport.send(LINE), { ok: false, error: { code: "no_answer" } });
  });
}

Deno.test("a phone looks without a socket once none has come about for eight seconds", () => {
  const { phone, transport } = aPhone();
  const how = { wanted: true, seen: true };

  phone.time = 7999;
  equal(transport.isAway(how), false);
  phone.time = 8000;

  equal(transport.isAway(how), true);
});

for (const how of [{ wanted: false, seen: true }, { wanted: true, seen: false }]) {
  Deno.test(`it doesn't look at ${JSON.stringify(how)}`, () => {
    const { phone, transport } = aPhone();
    phone.time = 8000;

    equal(transport.isAway(how), false);
  });
}

Deno.test("a socket that was there starts the eight seconds anew", () => {
  const { phone, transport } = aPhone();
  phone.live.connection = "online";
  phone.time = 20_000;
  transport.isAway({ wanted: true, seen: true });
  phone.live.connection = "away";

  phone.time = 27_999;

  equal(transport.isAway({ wanted: true, seen: true }), false);
});

Deno.test("plain requests carry us from the first look that succeeds", async () => {
  const { phone, transport } = aPhone();
  phone.answer = { phase: "open" };

  equal(transport.ready(), false);
  deepEqual(await transport.look(), { news: { phase: "open" }, begins: true });
  equal(transport.ready(), true);
  deepEqual(await transport.look(), { news: { phase: "open" }, begins: false });
  deepEqual(phone.posted[0], ["/j/BCDFGH/state", undefined]);
});

Deno.test("they carry us no longer once a look fails or is refused", async () => {
  const { phone, transport } = aPhone();
  for (const answer of [{ error: { code: "unknown_code" } }, new TypeError("Failed to fetch")]) {
    phone.answer = { phase: "open" };
    await transport.look();
    phone.answer = answer;
    await transport.look();

    equal(transport.posting, false);
  }
});

Deno.test("a socket that comes back carries us instead", async () => {
  const { phone, transport } = aPhone();
  phone.answer = { phase: "open" };
  await transport.look();

  phone.live.connection = "online";
  transport.connected();

  deepEqual([transport.ready(), transport.posting], [true, false]);
});
