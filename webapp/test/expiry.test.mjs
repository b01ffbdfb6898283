// A socket does not outlive its token. For a server whose tokens live a few seconds:
//
//     foyer.token.lifetime=PT5S  FOYER_URL=http://localhost:8080 node --test test/expiry.test.mjs

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import {
  api, ask, closeSockets, connect, decodeToken, newGuest, newSocket, next, pause, TRANSPORTS,
} from "./support.mjs";

const LONGEST_MS = 30_000;

/** When the token's own claim says it ends; `expiresAt` must say the same. */
function endOf({ token, expiresAt }) {
  const end = decodeToken(token).claims.exp * 1000;
  assert.ok(Math.abs(Date.parse(expiresAt) - end) < 1000, `expiresAt is ${expiresAt}, exp is ${end}`);
  assert.ok(end - Date.now() < LONGEST_MS, "this test is for a server with a token lifetime of a few seconds");
  return end;
}

after(closeSockets);

// Each test waits for the end of a token of its own: side by side they take no longer than one.
describe("a token of a few seconds", { concurrency: true }, () => {
  for (const [name, transports] of Object.entries(TRANSPORTS)) {
    test(`${name}: the token's end is announced, then said, then the transport is closed`, async () => {
      const guest = await newGuest();
      const end = endOf(guest);
      const socket = newSocket(guest.token, { transports });
      const expiring = next(socket, "session:expiring", LONGEST_MS);
      const expired = next(socket, "session:expired", LONGEST_MS);
      const disconnected = next(socket, "disconnect", LONGEST_MS);
      const established = next(socket, "connection:established");
      socket.connect();
      await established;

      // Less than a minute is left, so it is said at once.
      const { expiresAt } = await expiring;
      assert.ok(Math.abs(Date.parse(expiresAt) - end) < 1000, `expiresAt is ${expiresAt}`);
      assert.ok(Date.now() < end, "the announcement came after the end");

      assert.deepEqual(await expired, { code: "TOKEN_EXPIRED", message: "Token has expired" });
      const late = Date.now() - end;
      assert.ok(late > -300 && late < 3000, `session:expired came ${late} ms after the end`);

      assert.match(await disconnected, /^transport (close|error)$/);
      const order = socket.journal.map(({ event }) => event).filter((event) => event !== "realtime:stats");
      assert.deepEqual(order, ["connection:established", "session:expiring", "session:expired"]);
    });
  }

  test("the stock client comes back by itself, and is refused", async () => {
    const guest = await newGuest();
    const socket = await connect(guest, { reconnection: true, reconnectionDelay: 1200, randomizationFactor: 0 });
    const refused = next(socket, "connect_error", LONGEST_MS);
    await next(socket, "disconnect", LONGEST_MS);
    assert.equal(socket.active, true);
    const error = await refused;
    assert.equal(error.message, "Token has expired");
    assert.equal(error.data.code, "TOKEN_EXPIRED");
    assert.equal(socket.active, false);
  });

  test("an expired token opens neither a socket nor the API", async () => {
    const guest = await newGuest();
    await pause(endOf(guest) - Date.now() + 1000);
    const socket = newSocket(guest.token);
    const error = next(socket, "connect_error");
    socket.connect();
    assert.equal((await error).message, "Token has expired");
    const answer = await api("GET", "/api/guest/me", { token: guest.token });
    assert.equal(answer.status, 401);
    assert.equal(answer.message, "Token has expired");
  });

  test("auth:refresh carries a socket over the end of its first token", async () => {
    const guest = await newGuest();
    const end = endOf(guest);
    const socket = await connect(guest);
    const { id } = socket;
    await pause(1100); // the fresh token must end later, and tokens count in seconds
    const fresh = (await api("POST", "/api/guest/token", { token: guest.token })).data;
    assert.ok(endOf(fresh) > end);
    assert.equal((await ask(socket, "auth:refresh", { token: fresh.token })).ok, true);

    await pause(end - Date.now() + 500);
    assert.equal(socket.connected, true);
    assert.equal(socket.id, id);
    assert.ok(!socket.journal.some(({ event }) => event === "session:expired"));

    assert.equal((await next(socket, "session:expired", LONGEST_MS)).code, "TOKEN_EXPIRED");
    assert.ok(Date.now() >= endOf(fresh) - 300);
  });
});
