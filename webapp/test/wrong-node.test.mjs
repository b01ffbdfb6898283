// A polling client whose load balancer sends it to another node in the middle of its connection: the stock client opens a new
// one by itself, and is the same guest. The test that runs this plays the load balancer behind FOYER_URL, which leads to the other node
// from the moment that FOYER_SWITCH is asked for.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { api, ask, closeSockets, newGuest, newSocket, next } from "./support.mjs";

after(closeSockets);

test("a client that polls the wrong node recovers by itself", async () => {
  const guest = await newGuest();
  const socket = newSocket(guest.token, { transports: ["polling"], reconnection: true, reconnectionDelay: 200 });
  const first = next(socket, "connection:established");
  socket.connect();
  const { socketId } = await first;
  const second = next(socket, "connection:established", 30_000);
  const end = next(socket, "disconnect", 30_000);
  await fetch(process.env.FOYER_SWITCH, { method: "POST" });
  const reason = await end;
  const { socketId: other, userId } = await second;

  assert.equal(reason, "transport error");
  assert.notEqual(other, socketId);
  assert.equal(userId, guest.user.id);
  assert.equal((await ask(socket, "presence:heartbeat")).ok, true);

  // Else the first connection would be there until its ping has timed out, and whoever counts guests next would wait for that.
  assert.equal((await api("DELETE", "/api/guest/me", { token: guest.token })).status, 204);
});
