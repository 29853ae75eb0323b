import { deepEqual, equal, ok } from "node:assert/strict";
import { aPhone, refusal, settled } from "./phones.js";

Deno.test("a line of one's own is taken back", async () => {
  const { outbox, road } = aPhone();
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  await settled();
  outbox.withdraw(line.key);
  await settled();
  deepEqual(road.takenBack, [line.key]);
  equal(line.status, "withdrawn");
});

Deno.test("a line that was never sent is taken back without asking", async () => {
  const { outbox, road } = aPhone({ open: false });
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  outbox.withdraw(line.key);
  road.open = true;
  outbox.nudge();
  await settled();
  equal(line.status, "withdrawn");
  deepEqual(road.sent, []);
});

Deno.test("a line that may have arrived is taken back at the server and not sent again", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("no_answer"), refusal("not_yours")];
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  await settled();
  outbox.withdraw(line.key);
  outbox.nudge();
  await settled();
  equal(line.status, "withdrawn");
  equal(road.sent.length, 1);
});

Deno.test("taking back after the question closed leaves the line as it was", async () => {
  const { outbox, road } = aPhone();
  const line = outbox.put({ question: "q1", text: "Toch niet." });
  await settled();
  road.answers = [refusal("question_closed")];
  outbox.withdraw(line.key);
  await settled();
  equal(line.status, "received");
  ok(line.kept);
});

Deno.test("what the server says became of a line is taken over", async () => {
  const { outbox } = aPhone();
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.fate({ key: line.key, status: "hidden", reason: "belediging" });
  equal(line.status, "hidden");
  equal(line.reason, "belediging");
  outbox.fate({ key: line.key, status: "received" });
  equal(line.status, "received");
  equal(line.reason, undefined);
});

Deno.test("what was known already is no news", async () => {
  const { outbox } = aPhone();
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  let heard = 0;
  outbox.watch(() => heard++);
  outbox.settle(outbox.keys(), [{ key: line.key, id: "a1", status: "received" }]);
  equal(heard, 0);
});

Deno.test("only what may have arrived is asked after, the latest first and at most 200", async () => {
  const { outbox, road } = aPhone();
  for (let at = 0; at < 205; at++) {
    outbox.put({ question: "q1", text: `regel ${at}` });
    await settled();
  }
  road.open = false;
  outbox.put({ question: "q1", text: "nog niet verstuurd" });
  const keys = outbox.keys();
  equal(keys.length, 200);
  equal(keys[0], outbox.lines()[204].key);
});

Deno.test("a lost acknowledgement is made good by asking", async () => {
  const { outbox, road } = aPhone();
  road.answers = [refusal("no_answer")];
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.settle(outbox.keys(), [{ key: line.key, id: "a1", status: "received" }]);
  outbox.nudge();
  await settled();
  equal(line.status, "received");
  equal(road.sent.length, 1);
});

Deno.test("a line that the server has lost goes once more, with its key", async () => {
  const { outbox, road } = aPhone();
  const line = outbox.put({ question: "q1", text: "Schaamte." });
  await settled();
  outbox.settle(outbox.keys(), []);
  outbox.nudge();
  await settled();
  deepEqual(road.keys, [line.key, line.key]);
});
