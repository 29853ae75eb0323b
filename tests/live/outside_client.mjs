// A client in another language, by another library: the main job from joining to sorting. Prints what it saw as JSON.
// Run by test_outside_client.py, with one argument: the addresses and tokens as JSON.

import { io } from "socket.io-client";

const given = JSON.parse(Deno.args[0]);
const options = { transports: [given.transport], reconnection: false, forceNew: true };

/** @type {(socket: any, event: string, holds?: (data: any) => unknown) => Promise<any>} */
function heard(socket, event, holds = () => true) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} in time`)), 8000);
    socket.on(event, (/** @type {any} */ data) => {
      if (!holds(data)) return;
      clearTimeout(timer);
      resolve(data);
    });
  });
}

/** @type {(socket: any, event: string, data: unknown) => Promise<any>} */
const call = (socket, event, data) => socket.timeout(8000).emitWithAck(event, data);
const key = () => crypto.randomUUID();

const board = io(`${given.url}/board`, {
  ...options,
  auth: { consultation: given.consultation },
  extraHeaders: { Cookie: given.cookie, Origin: given.url },
});
const snapshot = await heard(board, "snapshot");

const screen = io(`${given.url}/board`, {
  ...options,
  auth: { screen: given.screen },
  extraHeaders: { Origin: given.url },
});
await heard(screen, "snapshot");

const phone = io(`${given.url}/phone`, { ...options, auth: { code: given.code, environment: "policy" } });
const lobby = await heard(phone, "state");

const stranger = io(`${given.url}/phone`, { ...options, auth: { code: "XXXXXX" } });
const turnedAway = await heard(stranger, "connect_error");

const opened = heard(phone, "state", (state) => state.phase === "open");
await call(board, "act", { key: key(), type: "open_question", question: given.question });
const open = await opened;

const onBoard = heard(board, "events", ({ events }) => events.some((/** @type {any} */ it) => it.oneliner));
const onScreen = heard(screen, "events", ({ events }) => events.some((/** @type {any} */ it) => it.oneliner));
const said = { key: key(), question: open.question.id, text: given.text };
const taken = await call(phone, "submit", said);
const again = await call(phone, "submit", said);
const other = await call(phone, "submit", { ...said, text: "iets anders" });
const received = (await onBoard).events.find((/** @type {any} */ it) => it.oneliner);
const shown = (await onScreen).events.find((/** @type {any} */ it) => it.oneliner);

const added = heard(
  board,
  "events",
  ({ events }) => events.some((/** @type {any} */ it) => it.type === "category_added"),
);
await call(board, "act", { key: key(), type: "add_category", name: "Schaamte" });
const category = (await added).events.find((/** @type {any} */ it) => it.type === "category_added").changes[0][1];
const sortedOnScreen = heard(
  screen,
  "events",
  ({ events }) => events.some((/** @type {any} */ it) => it.type === "sorted"),
);
const sorted = await call(board, "act", { key: key(), type: "sort", oneliners: [taken.id], category, before: null });
await sortedOnScreen;

const readOnly = await call(screen, "act", { key: key(), type: "pause" });
const unknown = await call(phone, "nonsense", {});
const since = await call(board, "since", { revision: snapshot.revision });
const mine = await call(phone, "mine", { keys: [said.key] });

for (const socket of [board, screen, phone, stranger]) socket.disconnect();
console.log(JSON.stringify({
  lobby,
  open,
  taken,
  again,
  other,
  received,
  shown,
  category,
  sorted,
  readOnly,
  unknown,
  since,
  mine,
  turnedAway: { message: turnedAway.message, data: turnedAway.data },
  transport: given.transport,
}));
Deno.exit(0);
