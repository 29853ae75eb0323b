import { deepEqual, equal } from "node:assert/strict";
import { aPhone, refusal, settled } from "./phones.js";

Deno.test("no answer: sent again with the same key after 2, 4, 8, 16 and at most 30 seconds", async () => {
  const { outbox, road, clock } = aPhone();
  road.answers = Array.from({ length: 6 }, () => refusal("no_answer"));
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  const waits = [];
  for (let tries = 0; tries < 6; tries++) {
    waits.push(clock.wait);
    await clock.pass(clock.wait ?? 0);
  }
  deepEqual(waits, [2000, 4000, 8000, 16000, 30000, 30000]);
  equal(new Set(road.keys).size, 1);
  equal(outbox.lines()[0].status, "received");
});

Deno.test("waiting times differ between phones", async () => {
  const { outbox, road, clock } = aPhone({ chance: 1 });
  road.answers = [refusal("no_answer")];
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  equal(clock.wait, 2500);
});

Deno.test("a nudge does not wait for the next try", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("no_answer")];
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.nudge();
  await settled();
  equal(road.sent.length, 2);
  equal(outbox.lines()[0].status, "received");
});

Deno.test("nudges while a line is under way do not send it twice", async () => {
  const { outbox, road } = aPhone();
  outbox.put({ question: "q1", text: "Schaamte." });
  outbox.nudge();
  outbox.nudge();
  await settled();
  equal(road.sent.length, 1);
});

Deno.test("too fast: waits as long as the server says and goes by itself", async () => {
  const { outbox, road, clock } = aPhone();
  road.answers = [refusal("too_fast", { retry_after: 3 })];
  outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  equal(clock.wait, 3000);
  equal(outbox.lines()[0].status, "waiting");
  await clock.pass(3000);
  equal(outbox.lines()[0].status, "received");
});

Deno.test("a refused text stays readable, with the reason, and is not sent again", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("question_closed")];
  const line = outbox.put({ question: "q1", text: "Te laat." });
  await settled();
  outbox.nudge();
  await settled();
  equal(line.status, "refused");
  equal(line.reason, "question_closed");
  equal(line.text, "Te laat.");
  equal(road.sent.length, 1);
});

Deno.test("a line that breaks the server lets the others go first", async () => {
  const { outbox, road, clock } = aPhone({ open: false });
  outbox.put({ question: "q1", text: "struikelt" });
  outbox.put({ question: "q1", text: "loopt door" });
  road.answers = [refusal("internal")];
  road.open = true;
  outbox.nudge();
  await settled();
  await clock.pass(2000);
  await clock.pass(clock.wait ?? 0);
  deepEqual(road.sent, ["struikelt", "loopt door", "struikelt"]);
});
