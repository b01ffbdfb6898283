// A socket does not outlive its token, alone or in a room. For a server with nobody else on it, whose tokens live a few
// seconds and whose foyer.room.grace is shorter than that:
//
//     FOYER_URL=http://localhost:8080 FOYER_GRACE_MS=2000 node --test test/expiry.test.mjs

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import {
  api, ask, closeSockets, connect, decodeToken, newGuest, newSocket, next, pause, TRANSPORTS, until,
} from "./support.mjs";

const LONGEST_MS = 30_000;
const GRACE_MS = Number(process.env.FOYER_GRACE_MS ?? 5000);

/** When the token's own claim says it ends; `expiresAt` must say the same. */
function endOf({ token, expiresAt }) {
  const end = decodeToken(token).claims.exp * 1000;
  assert.ok(Math.abs(Date.parse(expiresAt) - end) < 1000, `expiresAt is ${expiresAt}, exp is ${end}`);
  assert.ok(end - Date.now() < LONGEST_MS, "this test is for a server with a token lifetime of a few seconds");
  return end;
}

/** A fresh token for the guest's session, which ends later than the one before: tokens count in seconds. */
async function freshToken(guest) {
  await pause(1100);
  const fresh = (await api("POST", "/api/guest/token", { token: guest.token })).data;
  assert.ok(endOf(fresh) > endOf(guest));
  return fresh;
}

let matching = Promise.resolve();

/** Two guests in a room, one pair after the other, so that nobody meets a guest of another test. */
function pair() {
  const matched = matching.then(async () => {
    const guests = [await newGuest(), await newGuest()];
    for (const guest of guests) guest.socket = await connect(guest);
    const met = guests.map(({ socket }) => next(socket, "user:matched"));
    for (const { socket } of guests) assert.equal((await ask(socket, "user:match")).ok, true);
    await Promise.all(met);
    await until("both to have joined", () =>
      guests.every(({ socket }) => heard(socket, "room:user_joined").length === 2));
    return guests;
  });
  matching = matched.catch(() => undefined);
  return matched;
}

const heard = (socket, event) => socket.journal.filter((entry) => entry.event === event).map(({ payload }) => payload);
const namesOf = ({ user: { id, username } }) => ({ userId: id, username });

/** Keeps a guest's socket open beyond its first token, until the test is over. */
function keepFresh(guest, { signal }) {
  const refreshing = (async () => {
    let current = guest;
    while (!signal.aborted) {
      current = await freshToken(current);
      assert.equal((await ask(guest.socket, "auth:refresh", { token: current.token })).ok, true);
    }
  })();
  refreshing.catch(() => undefined); // what it was for then fails by itself: the socket ends
}

async function says(from, to, content) {
  const message = next(to.socket, "chat:message");
  assert.equal((await ask(from.socket, "chat:message", { type: "text", content })).ok, true);
  assert.equal((await message).content, content);
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
    const fresh = await freshToken(guest);
    assert.equal((await ask(socket, "auth:refresh", { token: fresh.token })).ok, true);

    await pause(end - Date.now() + 500);
    assert.equal(socket.connected, true);
    assert.equal(socket.id, id);
    assert.ok(!socket.journal.some(({ event }) => event === "session:expired"));

    assert.equal((await next(socket, "session:expired", LONGEST_MS)).code, "TOKEN_EXPIRED");
    assert.ok(Date.now() >= endOf(fresh) - 300);
  });

  test("in a room: the partner hears that the guest is away, and after the grace that its session expired", async (t) => {
    const [leaver, partner] = await pair();
    keepFresh(partner, t);
    const expired = next(leaver.socket, "session:expired", LONGEST_MS);
    const disconnected = next(leaver.socket, "disconnect", LONGEST_MS);
    const closed = next(partner.socket, "room:closed", LONGEST_MS);
    const away = await next(partner.socket, "room:partner_away", LONGEST_MS);
    const since = Date.now();
    assert.deepEqual(away, { ...namesOf(leaver), graceMs: GRACE_MS });
    assert.ok(since > endOf(leaver) - 300, "away before its token had ended");
    assert.equal((await expired).code, "TOKEN_EXPIRED");
    assert.match(await disconnected, /^transport (close|error)$/);

    assert.deepEqual(await closed, {
      ...namesOf(leaver), message: "The other user has left. Room closed.", reason: "session_expired",
    });
    const waited = Date.now() - since;
    assert.ok(waited > GRACE_MS - 300 && waited < GRACE_MS + 3000, `the room was closed after ${waited} ms`);
    const ack = await ask(partner.socket, "chat:message", { type: "text", content: "still there?" });
    assert.equal(ack.code, "NOT_IN_ROOM");
    assert.equal(heard(partner.socket, "room:closed").length, 1);
    assert.equal(heard(leaver.socket, "room:closed").length, 0);
  });

  test("in a room: who comes back with a fresh token within the grace finds everything as it was", async (t) => {
    const [leaver, partner] = await pair();
    keepFresh(partner, t);
    const fresh = await freshToken(leaver);
    const away = next(partner.socket, "room:partner_away", LONGEST_MS);
    const back = next(partner.socket, "room:partner_back", LONGEST_MS);
    await next(leaver.socket, "disconnect", LONGEST_MS);
    await away;

    const again = { ...leaver, ...fresh, socket: await connect(fresh) };
    assert.deepEqual(await back, namesOf(leaver));
    await says(again, partner, "here again");
    await says(partner, again, "welcome back");
    assert.equal(heard(partner.socket, "room:closed").length, 0);
  });

  test("in a room: auth:refresh carries the room over the end of the token, and the partner notices nothing", async (t) => {
    const [guest, partner] = await pair();
    keepFresh(guest, t);
    keepFresh(partner, t);
    await pause(endOf(guest) - Date.now() + 500);
    await says(guest, partner, "still here");
    await says(partner, guest, "so am I");
    for (const event of ["room:partner_away", "room:partner_back", "room:closed"]) {
      assert.equal(heard(partner.socket, event).length, 0, event);
    }
  });
});
