// The stock socket.io-client against a running server: connecting over every transport, every refusal that can be
// provoked from outside, several tabs of one session, and an answer for every event.
//
//     FOYER_URL=http://localhost:8080 node --test test/stock-client.test.mjs

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { afterEach, describe, test } from "node:test";
import {
  api, ask, assertKeys, closeSockets, connect, decodeToken, newGuest, newSocket, next, pause, signingInput, TRANSPORTS,
  until,
} from "./support.mjs";

afterEach(closeSockets);

const ESTABLISHED = ["userId", "username", "socketId", "sessionId", "isGuest", "recovered", "serverTime"];
const STATS = ["totalUsers", "onlineUsers", "activeUsers", "availableUsers", "connectedUsers"];
const ONLINE_USER = [
  "id", "username", "isOnline", "isSearching", "lastSeen", "location", "gender", "language", "isGuest",
];

function assertRealtimeStats(statistics, ownId) {
  assertKeys(statistics, ["stats", "onlineUsers", "timestamp", "truncated"], "realtime:stats");
  assertKeys(statistics.stats, STATS, "stats");
  for (const count of STATS) assert.equal(typeof statistics.stats[count], "number", count);
  assert.ok(!Number.isNaN(Date.parse(statistics.timestamp)));
  const own = statistics.onlineUsers.find((user) => user.id === ownId);
  assertKeys(own, ONLINE_USER, "one's own entry in onlineUsers");
  assert.equal(own.isOnline, true);
}

for (const [name, transports] of Object.entries(TRANSPORTS)) {
  describe(name, () => {
    test("a guest connects, is greeted first of all, asks for statistics, and leaves", async () => {
      const guest = await newGuest();
      const socket = newSocket(guest.token, { transports });
      let engineClosed;
      const established = next(socket, "connection:established");
      socket.connect();
      const fields = await established;

      assert.equal(socket.journal[0].event, "connection:established");
      assertKeys(fields, ESTABLISHED, "connection:established");
      assert.equal(fields.userId, guest.user.id);
      assert.equal(fields.username, guest.user.username);
      assert.equal(fields.sessionId, guest.user.sessionId);
      assert.equal(fields.socketId, socket.id);
      assert.equal(fields.isGuest, true);
      assert.equal(fields.recovered, false);
      assert.ok(Math.abs(Date.parse(fields.serverTime) - Date.now()) < 60_000);

      if (transports.length > 1) {
        await until("the upgrade", () => socket.io.engine.transport.name === "websocket");
      }
      assert.equal(socket.io.engine.transport.name, transports.at(-1));

      const statistics = next(socket, "realtime:stats");
      assert.equal((await ask(socket, "get:stats")).ok, true);
      assertRealtimeStats(await statistics, guest.user.id);

      socket.io.engine.once("close", () => (engineClosed = true));
      const reason = next(socket, "disconnect");
      socket.disconnect();
      assert.equal(await reason, "io client disconnect");
      await until("the transport to close", () => engineClosed);
    });

    test("an unknown event gets an error and a refusing acknowledgement, and the socket stays", async () => {
      const socket = await connect(await newGuest(), { transports });
      const error = next(socket, "error");
      const ack = await ask(socket, "no:such:event", { any: "thing" });
      assert.equal(ack.ok, false);
      assertKeys(ack, ["code", "message"], "the acknowledgement");
      assertKeys(await error, ["message", "code"], "the error event");
      await assertAlive(socket);
    });

    test("binary payloads do no harm", async () => {
      const socket = await connect(await newGuest(), { transports });
      const bytes = Buffer.from([0, 1, 2, 0xff, 0xfe]);
      assert.equal((await ask(socket, "no:such:event", bytes, { nested: [bytes] })).ok, false);
      assert.equal(typeof (await ask(socket, "presence:heartbeat", bytes)).ok, "boolean");
      await assertAlive(socket);
    });

    test("a refusal comes as CONNECT_ERROR with message and code, and nothing after it", async () => {
      await assertRefused(newSocket("garbage", { transports }), "Invalid token", "TOKEN_INVALID");
    });

    test("ending the session disconnects its sockets for good", async () => {
      const guest = await newGuest();
      const socket = await connect(guest, { transports, reconnection: true, reconnectionDelay: 50 });
      const reason = next(socket, "disconnect");
      assert.equal((await api("DELETE", "/api/guest/me", { token: guest.token })).status, 204);
      assert.equal(await reason, "io server disconnect");
      assert.equal(socket.active, false);
    });
  });
}

describe("where the token is looked for", () => {
  test("in the Authorization header of the handshake", async () => {
    const guest = await newGuest();
    for (const transports of Object.values(TRANSPORTS)) {
      const socket = newSocket(undefined, { transports, extraHeaders: { Authorization: `Bearer ${guest.token}` } });
      const established = next(socket, "connection:established");
      socket.connect();
      assert.equal((await established).userId, guest.user.id);
    }
  });

  test("in auth.token before the header", async () => {
    const [inAuth, inHeader] = [await newGuest(), await newGuest()];
    const socket = newSocket(inAuth.token, { extraHeaders: { Authorization: `Bearer ${inHeader.token}` } });
    const established = next(socket, "connection:established");
    socket.connect();
    assert.equal((await established).userId, inAuth.user.id);
  });

  test("not in the query, unless the server is told to", async () => {
    const guest = await newGuest();
    const socket = newSocket(undefined, { query: { token: guest.token } });
    await assertRefused(socket, "Authentication token required", "TOKEN_MISSING");
  });
});

describe("refusals", () => {
  test("no token", () => assertRefused(newSocket(undefined), "Authentication token required", "TOKEN_MISSING"));

  test("an empty token", () => assertRefused(newSocket(""), "Authentication token required", "TOKEN_MISSING"));

  for (const garbage of ["garbage", "a.b.c", "..", "é".repeat(40), "x".repeat(20_000)]) {
    test(`garbage for a token: ${garbage.slice(0, 10)}`, () =>
      assertRefused(newSocket(garbage), "Invalid token", "TOKEN_INVALID"));
  }

  test("a token that is no text", async () => {
    const socket = newSocket(undefined, { auth: { token: { $ne: null } } });
    const error = await refusal(socket);
    assert.ok(["TOKEN_INVALID", "TOKEN_MISSING"].includes(error.data.code), error.message);
  });

  test("a tampered signature", async () => {
    const { token } = await newGuest();
    const { header, claims, signature } = decodeToken(token);
    const other = signature[9] === "A" ? "B" : "A";
    const tampered = `${signature.slice(0, 9)}${other}${signature.slice(10)}`;
    await assertRefused(newSocket(`${signingInput(header, claims)}.${tampered}`), "Invalid token", "TOKEN_INVALID");
  });

  test("tampered claims", async () => {
    const [mine, theirs] = [await newGuest(), await newGuest()];
    const { header, signature } = decodeToken(mine.token);
    const forged = `${signingInput(header, decodeToken(theirs.token).claims)}.${signature}`;
    await assertRefused(newSocket(forged), "Invalid token", "TOKEN_INVALID");
  });

  test("algorithm none", async () => {
    const { header, claims } = decodeToken((await newGuest()).token);
    const unsigned = signingInput({ ...header, alg: "none" }, claims);
    await assertRefused(newSocket(`${unsigned}.`), "Invalid token", "TOKEN_INVALID");
  });

  test("algorithm HS256 under the server's key id", async () => {
    const { header, claims } = decodeToken((await newGuest()).token);
    const input = signingInput({ ...header, alg: "HS256" }, claims);
    const signature = createHmac("sha256", "secret").update(input).digest("base64url");
    await assertRefused(newSocket(`${input}.${signature}`), "Invalid token", "TOKEN_INVALID");
  });

  test("a key of one's own under the server's key id", async () => {
    const { header, claims } = decodeToken((await newGuest()).token);
    await assertRefused(newSocket(signWithOwnKey(header, claims)), "Invalid token", "TOKEN_INVALID");
  });

  test("a key the server does not know is taken for one it has rotated away", async () => {
    const { header, claims } = decodeToken((await newGuest()).token);
    const foreign = signWithOwnKey({ ...header, kid: "a-key-of-last-year" }, claims);
    await assertRefused(newSocket(foreign), "Token has expired", "TOKEN_EXPIRED");
  });

  test("a session that is gone", async () => {
    const guest = await newGuest();
    assert.equal((await api("DELETE", "/api/guest/me", { token: guest.token })).status, 204);
    await assertRefused(newSocket(guest.token), "Guest session not found or expired", "SESSION_NOT_FOUND");
  });

  test("a namespace that does not exist is refused, and the root namespace stays", async () => {
    const guest = await newGuest();
    const socket = await connect(guest);
    const elsewhere = socket.io.socket("/elsewhere", { auth: { token: guest.token } });
    const error = next(elsewhere, "connect_error");
    elsewhere.connect();
    assert.equal((await error).message, "Invalid namespace");
    await assertAlive(socket);
  });
});

describe("several tabs of one session", () => {
  test("closing one changes nothing, closing the last takes the guest offline, once", async () => {
    const [watcher, guest] = [await newGuest(), await newGuest()];
    const watching = await connect(watcher);
    const sightings = watchFor(watching, guest.user.id);
    const others = await settledSocketCount(watching);
    const first = await connect(guest);
    const second = await connect(guest);
    await until("the guest to be seen", () => sightings.at(-1) === true);
    assert.equal((await statsOf(watching)).activeUsers, others + 2);

    first.disconnect();
    await until("one socket to be gone", async () => (await statsOf(watching)).activeUsers === others + 1);
    assert.equal(await isOnline(watching, guest.user.id), true);
    await assertAlive(second);

    second.disconnect();
    await until("the guest to be gone", async () => !(await isOnline(watching, guest.user.id)));
    await until("the watcher to be told", () => sightings.at(-1) === false);
    await pause(1500); // a broadcast more would come within one interval
    assert.deepEqual(changes(sightings), [true, false]);
  });

  test("a tab whose line is lost changes nothing for the other", async () => {
    const [watcher, guest] = [await newGuest(), await newGuest()];
    const watching = await connect(watcher);
    const others = await settledSocketCount(watching);
    const first = await connect(guest);
    const second = await connect(guest);
    const lost = next(first, "disconnect");
    first.io.engine.transport.ws.terminate();
    await lost;
    await until("one socket to be gone", async () => (await statsOf(watching)).activeUsers === others + 1);
    assert.equal(await isOnline(watching, guest.user.id), true);
    await assertAlive(second);
  });

  test("every tab is disconnected when the session ends", async () => {
    const guest = await newGuest();
    const tabs = [await connect(guest), await connect(guest, { transports: ["polling"] })];
    const reasons = tabs.map((tab) => next(tab, "disconnect"));
    await api("DELETE", "/api/guest/me", { token: guest.token });
    assert.deepEqual(await Promise.all(reasons), ["io server disconnect", "io server disconnect"]);
  });
});

describe("auth:refresh", () => {
  test("takes a fresh token of the same session", async () => {
    const guest = await newGuest();
    const socket = await connect(guest);
    const fresh = await api("POST", "/api/guest/token", { token: guest.token });
    assert.equal(fresh.status, 200);
    assertKeys(fresh.data, ["token", "expiresAt"], "the fresh token");
    assert.equal((await ask(socket, "auth:refresh", { token: fresh.data.token })).ok, true);
    await assertAlive(socket);
  });

  test("refuses another guest's token, garbage, and none at all, and the socket stays", async () => {
    const socket = await connect(await newGuest());
    for (const payload of [{ token: (await newGuest()).token }, { token: "garbage" }, {}, null, "text", 7]) {
      const ack = await ask(socket, "auth:refresh", payload);
      assert.equal(ack.ok, false, JSON.stringify(payload));
      assertKeys(ack, ["code", "message"], "the acknowledgement");
    }
    await assertAlive(socket);
  });
});

describe("every event is acknowledged", () => {
  const answered = [
    ["get:stats", undefined, "realtime:stats"],
    ["stats:request", undefined, "stats:update"],
    ["users:online:request", undefined, "users:online:update"],
    ["presence:request_update", undefined, "presence:update"],
  ];
  const accepted = [
    ["guest:register", { deviceId: "a-device", language: "en" }],
    ["guest:update", { location: "Lisbon" }],
    ["presence:online", { isOnline: true }],
    ["presence:searching", { isSearching: false }],
    ["presence:heartbeat", undefined],
  ];
  const payloadOf = (payload) => (payload === undefined ? [] : [payload]);

  test("those that have an answer of their own", async () => {
    const guest = await newGuest();
    const socket = await connect(guest);
    const answers = {};
    for (const [event, payload, answer] of answered) {
      const coming = next(socket, answer);
      assert.equal((await ask(socket, event, ...payloadOf(payload))).ok, true, event);
      answers[answer] = await coming;
    }
    assertRealtimeStats(answers["realtime:stats"], guest.user.id);
    assertKeys(answers["stats:update"], STATS, "stats:update");
    assert.ok(Array.isArray(answers["users:online:update"]));
    assert.ok(answers["users:online:update"].some((user) => user.id === guest.user.id));
    assertKeys(
      answers["presence:update"],
      ["userId", "username", "isOnline", "isSearching", "lastSeen"],
      "presence:update",
    );
    assert.equal(answers["presence:update"].userId, guest.user.id);
  });

  test("those that are taken in silence", async () => {
    const socket = await connect(await newGuest());
    for (const [event, payload] of accepted) {
      assert.equal((await ask(socket, event, ...payloadOf(payload))).ok, true, event);
    }
    assert.ok(!socket.journal.some(({ event }) => event === "error"), JSON.stringify(socket.journal));
  });

  test("a payload of the wrong shape never closes the socket", async () => {
    const socket = await connect(await newGuest());
    for (const [event] of [...answered, ...accepted]) {
      const ack = await ask(socket, event, ["an", { odd: ["shape"] }, 1e300, null]);
      assert.equal(typeof ack.ok, "boolean", event);
      await pause(20); // stays below the limit of events per second
    }
    await assertAlive(socket);
  });

  test("nobody takes another name or id through guest:update", async () => {
    const [guest, other] = [await newGuest(), await newGuest()];
    const socket = await connect(guest);
    await ask(socket, "guest:update", { id: other.user.id, userId: other.user.id, username: "Somebody_Else" });
    const { data } = await api("GET", "/api/guest/me", { token: guest.token });
    assert.equal(data.user.id, guest.user.id);
    assert.equal(data.user.username, guest.user.username);
  });
});

async function refusal(socket) {
  const error = next(socket, "connect_error");
  socket.connect();
  return error;
}

/** Refused with exactly these words; and the server says nothing more to that socket. */
async function assertRefused(socket, message, code) {
  let connected = false;
  socket.on("connect", () => (connected = true));
  const errors = [];
  socket.on("connect_error", (error) => errors.push(error));
  const error = await refusal(socket);
  assert.equal(error.message, message);
  assert.equal(error.data?.code, code);
  await pause(150);
  assert.equal(connected, false);
  assert.equal(socket.active, false, "the stock client does not try again by itself");
  assert.equal(errors.length, 1);
  assert.deepEqual(socket.journal, []);
}

async function assertAlive(socket) {
  assert.equal(socket.connected, true);
  assert.equal((await ask(socket, "get:stats")).ok, true);
}

async function statsOf(socket) {
  const update = next(socket, "stats:update");
  socket.emit("stats:request");
  return update;
}

/** The count of open sockets once those of earlier tests are gone. */
async function settledSocketCount(socket) {
  let count = -1;
  await until("the count of sockets to settle", async () => {
    const before = count;
    count = (await statsOf(socket)).activeUsers;
    await pause(150);
    return count === before;
  });
  return count;
}

async function isOnline(socket, userId) {
  const update = next(socket, "users:online:update");
  socket.emit("users:online:request");
  return (await update).some((user) => user.id === userId);
}

/** Whether that user is listed, in each statistics broadcast from now on. */
function watchFor(socket, userId) {
  const sightings = [];
  socket.on("realtime:stats", ({ onlineUsers }) => sightings.push(onlineUsers.some((user) => user.id === userId)));
  return sightings;
}

/** What is left of the sightings when repetitions, and not having been there yet, are left out. */
function changes(sightings) {
  const seen = sightings.slice(sightings.indexOf(true));
  return seen.filter((sighting, index) => index === 0 || sighting !== seen[index - 1]);
}

function signWithOwnKey(header, claims) {
  const elliptic = header.alg === "ES256";
  const { privateKey } = elliptic
    ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const input = signingInput(header, claims);
  const key = elliptic ? { key: privateKey, dsaEncoding: "ieee-p1363" } : privateKey;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}
