// The stock client while a node drains: told, closed at a moment of its own, refused meanwhile, and let in again. Run
// against a server that has nothing else to do; it is drained over REST, with FOYER_OPERATOR_TOKEN.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { api, closeSockets, connect, newGuest, newSocket, next } from "./support.mjs";

const DELAY_MS = Number(process.env.FOYER_DRAIN_DELAY_MS ?? 5_000);
const WINDOW_MS = Number(process.env.FOYER_DRAIN_WINDOW_MS ?? 10_000);
const CLIENTS = 20;
/** The server's clockwork ticks ten times a second, and the machine has other things to do. */
const LATE_MS = 1_500;

const operate = (action) => api("POST", `/api/admin/${action}`, { token: process.env.FOYER_OPERATOR_TOKEN });

after(async () => {
  await operate("undrain");
  closeSockets();
});

test("every client is told when to come back, closed then, and refused until the node is open again", async () => {
  const guests = await Promise.all(Array.from({ length: CLIENTS }, () => newGuest()));
  const sockets = await Promise.all(guests.map((guest) => connect(guest)));
  const closed = sockets.map(async (socket) => {
    const reason = await next(socket, "disconnect");
    return { reason, at: Date.now() };
  });
  const told = sockets.map((socket) => next(socket, "server:draining"));

  const begun = Date.now();
  assert.equal((await operate("drain")).data.draining, true);

  const waits = (await Promise.all(told)).map(({ reconnectInMs }) => reconnectInMs);
  for (const wait of waits) {
    assert.ok(Number.isInteger(wait) && wait >= DELAY_MS && wait <= DELAY_MS + WINDOW_MS, `told to wait ${wait} ms`);
  }
  assert.ok(Math.max(...waits) - Math.min(...waits) > WINDOW_MS / 4, `not spread: ${waits}`);

  // Meanwhile nobody is let in.
  const late = newSocket((await newGuest()).token);
  const refusal = next(late, "connect_error");
  late.connect();
  const { message, data } = await refusal;
  assert.deepEqual({ message, data }, { message: "Server is shutting down", data: { code: "DRAINING" } });

  const ends = await Promise.all(closed);
  ends.forEach(({ reason, at }, i) => {
    // The transport, not a DISCONNECT packet ("io server disconnect"): the stock client comes back after it.
    assert.equal(reason, "transport close");
    const lived = at - begun;
    assert.ok(lived >= waits[i] - 50 && lived <= waits[i] + LATE_MS, `told ${waits[i]} ms, closed after ${lived} ms`);
  });

  assert.equal((await operate("undrain")).data.draining, false);
  const back = await connect(guests[0]);
  assert.equal(back.connected, true);
});

test("who was not closed yet stays when the node is opened again", async () => {
  const guest = await newGuest();
  const socket = await connect(guest);
  const told = next(socket, "server:draining");
  await operate("drain");
  const { reconnectInMs } = await told;
  await operate("undrain");

  await assert.rejects(next(socket, "disconnect", reconnectInMs + LATE_MS), undefined, "the socket was closed");
  assert.equal(socket.connected, true);
});
