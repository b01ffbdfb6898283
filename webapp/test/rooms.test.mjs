// Two guests and more with the stock socket.io-client against a running server: matching, chat, call signals, and every
// way a room can end. For a server with nobody else on it, without limits, and with a short foyer.room.grace:
//
//     FOYER_URL=http://localhost:8080 FOYER_GRACE_MS=1000 node --test test/rooms.test.mjs

import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { api, ask, assertKeys, connect, newGuest, newSocket, next, pause, until } from "./support.mjs";

const GRACE_MS = Number(process.env.FOYER_GRACE_MS ?? 5000);
const MB = 1024 * 1024;
const FILE = { filename: "cat.png", fileType: "image/png", fileSize: 3, fileId: "f1", tempUrl: "http://x/y", isImage: true };
const VOICE = { duration: 2.5, fileSize: 1000, tempUrl: "http://x/z" };
const PRESENCE = ["userId", "username", "isOnline", "isSearching", "lastSeen"];

const guests = [];

/** A guest who is in: its socket, id and name beside what `newGuest` gives. */
async function enter(wish) {
  const guest = await newGuest(wish);
  guests.push(guest);
  return tab(guest);
}

/** One more tab of a guest. */
async function tab(guest) {
  const socket = await connect(guest);
  return { ...guest, socket, id: guest.user.id, name: guest.user.username };
}

/** The same while the guest is in a room: until the tab knows of it, it does not belong to it. */
async function tabInRoom(guest) {
  const opened = await tab(guest);
  await until("the tab to know its room", () => heard(opened.socket, "user:matched").length === 1);
  return opened;
}

/** Two guests in a room, and what both have heard so far forgotten. */
async function pair() {
  const [one, other] = [await enter(), await enter()];
  await match(one, other);
  return [one, other];
}

async function match(one, other) {
  const matched = [next(one.socket, "user:matched"), next(other.socket, "user:matched")];
  assert.equal((await ask(one.socket, "user:match")).ok, true);
  assert.equal((await ask(other.socket, "user:match")).ok, true);
  await Promise.all(matched);
  await until("both to have joined", () =>
    [one, other].every(({ socket }) => heard(socket, "room:user_joined").length === 2));
  forget(one.socket, other.socket);
}

const forget = (...sockets) => sockets.forEach(({ journal }) => journal.splice(0));
const heard = (socket, event) => socket.journal.filter((entry) => entry.event === event).map(({ payload }) => payload);
const names = (socket) => socket.journal.map(({ event }) => event).filter((event) => event !== "realtime:stats");
const stats = async (guest) => (await api("GET", "/api/stats", { token: guest.token })).data.stats;
const drop = (socket) => socket.io.engine.transport.ws.terminate();

/** After whatever a socket was sent before its question has arrived. */
async function settled(...sockets) {
  for (const socket of sockets) await ask(socket, "presence:heartbeat");
}

/** Asserts that both are free: nothing can be written any more, and the rooms are none. */
async function assertApart(...those) {
  for (const { socket } of those) {
    const ack = await ask(socket, "chat:message", { type: "text", content: "still there?" });
    assert.equal(ack.code, "NOT_IN_ROOM");
  }
  assert.equal((await stats(those[0])).connectedUsers, 0);
}

async function assertRefused(socket, event, payload, errorEvent, code) {
  const error = next(socket, errorEvent);
  const ack = await ask(socket, event, ...(payload === undefined ? [] : [payload]));
  assert.equal(ack.ok, false, `${event} ${JSON.stringify(payload)?.slice(0, 80)}`);
  assert.equal(ack.code, code);
  assert.ok(ack.message);
  assert.deepEqual(await error, { message: ack.message, code });
}

function assertClosed(payload, leaver, reason) {
  assert.deepEqual(payload, {
    userId: leaver.id, username: leaver.name, message: "The other user has left. Room closed.", reason,
  });
}

/** Nobody is left of a test: what it counted is zero again. */
afterEach(async () => {
  if (guests.length === 0) return;
  const observer = await newGuest();
  for (const { token } of guests.splice(0)) await api("DELETE", "/api/guest/me", { token });
  await until("everything to be zero", async () => {
    const { onlineUsers, activeUsers, availableUsers, connectedUsers, totalUsers } = await stats(observer);
    return onlineUsers + activeUsers + availableUsers + connectedUsers === 0 && totalUsers === 1;
  });
  const rooms = await api("GET", "/api/socket/stats", { token: observer.token });
  assert.equal(rooms.data.rooms, 0);
  await api("DELETE", "/api/guest/me", { token: observer.token });
});

describe("matching", () => {
  test("one waits, the next one comes, and both are told everything in order", async () => {
    const first = await enter({ language: "en", location: "Lisbon" });
    const waiting = await ask(first.socket, "user:match");
    assert.deepEqual(waiting, { ok: true, matched: false });
    await settled(first.socket);
    assert.deepEqual(names(first.socket), [
      "connection:established", "user:match:searching", "presence:searching_started", "user:match:no_users",
    ]);
    for (const event of ["user:match:searching", "user:match:no_users"]) {
      assertKeys(heard(first.socket, event)[0], ["message"], event);
    }
    const [searching] = heard(first.socket, "presence:searching_started");
    assertKeys(searching, PRESENCE, "presence:searching_started");
    assert.equal(searching.isSearching, true);
    const { data } = await api("GET", "/api/users/available", { token: first.token });
    assert.equal(data.count, 1);
    assert.equal(data.availableUsers[0].id, first.id);
    assert.equal((await stats(first)).availableUsers, 1);
    forget(first.socket);

    const second = await enter({ language: "en", gender: "female" });
    forget(second.socket);
    assert.equal((await ask(second.socket, "user:match")).matched, true);
    await settled(first.socket, second.socket);
    assert.deepEqual(names(first.socket), ["user:matched", "room:user_joined", "room:user_joined"]);
    assert.deepEqual(names(second.socket), [
      "user:match:searching", "user:matched", "room:user_joined", "room:user_joined",
    ]);
    const roomId = [first.id, second.id].sort().join("_");
    assert.deepEqual(heard(first.socket, "user:matched")[0], {
      matchedUser: {
        id: second.id, username: second.name, isGuest: true, location: null, gender: "female", language: "en",
      },
      roomId,
    });
    assert.equal(heard(second.socket, "user:matched")[0].matchedUser.id, first.id);
    assert.equal(heard(second.socket, "user:matched")[0].matchedUser.location, "Lisbon");
    assert.equal(heard(second.socket, "user:matched")[0].roomId, roomId);
    for (const { socket } of [first, second]) {
      const joined = heard(socket, "room:user_joined");
      joined.forEach((payload) => assertKeys(payload, ["userId", "username", "message"], "room:user_joined"));
      assert.deepEqual(joined.map(({ userId }) => userId).sort(), [first.id, second.id].sort());
    }
    const counts = await stats(first);
    assert.deepEqual([counts.availableUsers, counts.connectedUsers, counts.onlineUsers], [0, 1, 2]);
    assert.equal((await api("GET", "/api/users/available", { token: first.token })).data.count, 0);
    const me = await api("GET", `/api/guest/${first.user.sessionId}`, { token: first.token });
    assert.equal(me.data.user.connectedUser, second.id);
  });

  test("who cancels waits no more", async () => {
    const [first, second] = [await enter(), await enter()];
    await ask(first.socket, "user:match");
    forget(first.socket);
    assert.equal((await ask(first.socket, "user:match:cancel")).ok, true);
    await settled(first.socket);
    assert.deepEqual(names(first.socket), ["user:match:cancelled", "presence:searching_stopped"]);
    assertKeys(heard(first.socket, "user:match:cancelled")[0], ["message"], "user:match:cancelled");
    assertKeys(heard(first.socket, "presence:searching_stopped")[0], PRESENCE, "presence:searching_stopped");
    assert.equal((await stats(first)).availableUsers, 0);
    assert.equal((await ask(second.socket, "user:match")).matched, false);
    await assertRefused(first.socket, "user:match:cancel", undefined, "user:match:cancel:error", "NOT_SEARCHING");
  });

  test("who is lost while it waits is matched with nobody", async () => {
    const [first, second] = [await enter(), await enter()];
    await ask(first.socket, "user:match");
    drop(first.socket);
    await until("it to be gone", async () => (await stats(second)).availableUsers === 0);
    assert.equal((await ask(second.socket, "user:match")).matched, false);
  });

  test("in a room one does not search", async () => {
    const [one] = await pair();
    await assertRefused(one.socket, "user:match", undefined, "user:match:error", "IN_ROOM");
    await assertRefused(one.socket, "user:match:cancel", undefined, "user:match:cancel:error", "NOT_SEARCHING");
  });

  test("asking twice, or from two tabs, is waiting once", async () => {
    const first = await enter();
    const second = await tab(first);
    for (const { socket } of [first, second, first]) assert.equal((await ask(socket, "user:match")).matched, false);
    assert.equal((await stats(first)).availableUsers, 1);
    const partner = await enter();
    assert.equal((await ask(partner.socket, "user:match")).matched, true);
    await settled(first.socket, second.socket);
    for (const { socket } of [first, second]) assert.equal(heard(socket, "user:matched").length, 1);
  });

  test("the last partner is taken only if nobody else waits", async () => {
    const [one, other] = await pair();
    await ask(one.socket, "leave-room");
    const third = await enter();
    await ask(third.socket, "user:match");
    await ask(one.socket, "user:match");
    assert.equal(heard(one.socket, "user:matched").at(-1).matchedUser.id, third.id);
    await ask(one.socket, "leave-room");
    await ask(one.socket, "user:match");
    assert.equal((await ask(third.socket, "user:match")).matched, true);
    await settled(one.socket);
    assert.equal(heard(one.socket, "user:matched").at(-1).matchedUser.id, third.id);
    assert.equal(heard(other.socket, "user:matched").length, 0);
  });
});

describe("chat", () => {
  for (const [type, content] of [["text", "Olá \ud83d\ude42 \"<b>\\"], ["file", FILE], ["voice", VOICE]]) {
    test(`a message of type ${type}, there and back, with sent and delivered`, async () => {
      const [one, other] = await pair();
      for (const [from, to] of [[one, other], [other, one]]) {
        const coming = next(to.socket, "chat:message");
        const sent = next(from.socket, "chat:message:sent");
        const payload = { type, content, timestamp: "whenever", id: "mine-1" };
        const ack = await ask(from.socket, "chat:message", payload);
        const message = await coming;
        assert.deepEqual(Object.keys(message).sort(), [
          "content", "id", "senderId", "senderUsername", "timestamp", "type",
        ]);
        assert.deepEqual(message.content, content);
        assert.equal(message.type, type);
        assert.equal(message.senderId, from.id);
        assert.equal(message.senderUsername, from.name);
        assert.ok(Math.abs(Date.parse(message.timestamp) - Date.now()) < 60_000);
        assert.deepEqual(await sent, {
          messageId: message.id, timestamp: message.timestamp, status: "sent", clientId: "mine-1",
        });
        assert.deepEqual(ack, { ok: true, messageId: message.id, timestamp: message.timestamp });

        const delivered = next(from.socket, "chat:message:delivered");
        assert.equal((await ask(to.socket, "chat:message:delivered", { messageId: message.id })).ok, true);
        const receipt = await delivered;
        assert.deepEqual(Object.keys(receipt).sort(), ["messageId", "timestamp"]);
        assert.equal(receipt.messageId, message.id);
        await settled(to.socket);
        assert.deepEqual(heard(to.socket, "chat:message:delivered"), []);
        forget(from.socket, to.socket);
      }
    });
  }

  test("a message without an id of one's own has none in sent", async () => {
    const [one] = await pair();
    for (const id of [undefined, null, { a: 1 }, "x".repeat(200)]) {
      const sent = next(one.socket, "chat:message:sent");
      one.socket.emit("chat:message", { type: "text", content: "hi", id });
      assert.equal("clientId" in (await sent), false, JSON.stringify(id));
    }
  });

  test("200 messages from both at once arrive in the order in which each sent them", async () => {
    const [one, other] = await pair();
    for (let i = 0; i < 200; i++) {
      one.socket.emit("chat:message", { type: "text", content: String(i) });
      other.socket.emit("chat:message", { type: "text", content: String(i) });
    }
    const expected = Array.from({ length: 200 }, (_, i) => String(i));
    for (const { socket } of [one, other]) {
      await until("all messages", () => heard(socket, "chat:message").length === 200);
      assert.deepEqual(heard(socket, "chat:message").map(({ content }) => content), expected);
    }
  });

  test("typing goes to the partner alone", async () => {
    const [one, other] = await pair();
    for (const event of ["chat:typing:start", "chat:typing:stop"]) {
      const coming = next(other.socket, event);
      assert.equal((await ask(one.socket, event)).ok, true);
      assert.deepEqual(await coming, { userId: one.id, username: one.name });
      assert.deepEqual(heard(one.socket, event), []);
    }
  });

  test("the longest text and the largest file there may be", async () => {
    const [one, other] = await pair();
    const most = [
      { type: "text", content: "x".repeat(1000) },
      { type: "text", content: "\ud83d\ude42".repeat(1000) },
      { type: "file", content: { ...FILE, fileSize: 10 * MB } },
      { type: "voice", content: { ...VOICE, duration: 300 } },
      { type: "voice", content: { ...VOICE, duration: 0 } },
    ];
    for (const message of most) {
      const coming = next(other.socket, "chat:message");
      assert.equal((await ask(one.socket, "chat:message", message)).ok, true);
      assert.deepEqual((await coming).content, message.content);
    }
  });

  test("every payload that is none is refused, and the partner hears nothing of it", async () => {
    const [one, other] = await pair();
    const file = (change) => ({ type: "file", content: { ...FILE, ...change } });
    const voice = (change) => ({ type: "voice", content: { ...VOICE, ...change } });
    const invalid = [
      undefined, null, "hi", 7, [], {}, { content: "hi" }, { type: "text" }, { type: "video", content: "hi" },
      { type: 1, content: "hi" }, { type: null, content: "hi" },
      { type: "text", content: "" }, { type: "text", content: " \n\t\u00a0 " }, { type: "text", content: null },
      { type: "text", content: 5 }, { type: "text", content: { text: "hi" } }, { type: "text", content: ["hi"] },
      { type: "text", content: "x".repeat(1001) },
      { type: "file", content: "cat.png" }, { type: "file" }, { type: "file", content: [] },
      file({ filename: undefined }), file({ filename: " " }), file({ filename: 1 }), file({ fileType: undefined }),
      file({ fileType: "" }), file({ fileSize: undefined }), file({ fileSize: -1 }), file({ fileSize: "3" }),
      file({ fileSize: 10 * MB + 1 }), file({ fileSize: 1e300 }), file({ note: "x".repeat(9000) }),
      { type: "voice", content: "hi" }, { type: "voice" }, voice({ duration: undefined }), voice({ duration: -0.1 }),
      voice({ duration: 300.1 }), voice({ duration: "2" }), voice({ fileSize: undefined }),
      voice({ fileSize: 10 * MB + 1 }), { type: "file", content: { ...FILE, thumbnail: Buffer.from([1, 2]) } },
    ];
    for (const payload of invalid) {
      await assertRefused(one.socket, "chat:message", payload, "chat:error", "INVALID_INPUT");
    }
    for (const payload of [undefined, {}, { messageId: 7 }, { messageId: "x".repeat(100) }, { messageId: null }]) {
      await assertRefused(one.socket, "chat:message:delivered", payload, "chat:error", "INVALID_INPUT");
    }
    await settled(other.socket);
    assert.deepEqual(names(other.socket), []);
  });

  test("without a partner nothing can be said, and nobody hears it", async () => {
    const [alone, stranger] = [await enter(), await enter()];
    await assertRefused(alone.socket, "chat:message", { type: "text", content: "hi" }, "chat:error", "NOT_IN_ROOM");
    for (const event of ["chat:message:delivered", "chat:typing:start", "chat:typing:stop", "chat:clear"]) {
      await assertRefused(alone.socket, event, { messageId: "m" }, "chat:error", "NOT_IN_ROOM");
    }
    for (const event of ["leave-room", "close-room"]) {
      await assertRefused(alone.socket, event, undefined, "chat:error", "NOT_IN_ROOM");
    }
    for (const event of SIGNALS.map(([name]) => name)) {
      await assertRefused(alone.socket, event, { offer: {} }, "webrtc:error", "NOT_IN_ROOM");
    }
    await settled(stranger.socket);
    assert.deepEqual(names(stranger.socket), ["connection:established"]);
  });
});

const SDP = { type: "offer", sdp: "v=0\r\n" };
const SIGNALS = [
  ["webrtc:offer", { offer: SDP, type: "video" }, true],
  ["webrtc:answer", { answer: { type: "answer", sdp: "v=0\r\n" } }, true],
  ["webrtc:ice-candidate", { candidate: { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0 } }, false],
  ["webrtc:ice-candidate", { candidate: null }, false],
  ["webrtc:call-end", undefined, true],
  ["webrtc:call-reject", undefined, true],
  ["webrtc:call-timeout", undefined, true],
];

describe("call signals", () => {
  for (const [event, payload, named] of SIGNALS) {
    test(`${event} with ${JSON.stringify(payload)} goes to the partner with who it is from`, async () => {
      const [one, other] = await pair();
      const coming = next(other.socket, event);
      assert.equal((await ask(one.socket, event, ...(payload ? [payload] : []))).ok, true);
      assert.deepEqual(await coming, { ...payload, from: one.id, ...(named && { fromUsername: one.name }) });
      assert.deepEqual(heard(one.socket, event), []);
    });
  }

  test("what a client says of its sender is not believed", async () => {
    const [one, other] = await pair();
    const coming = next(other.socket, "webrtc:offer");
    one.socket.emit("webrtc:offer", { offer: SDP, from: "guest_somebody", fromUsername: "Somebody" });
    assert.deepEqual(await coming, { offer: SDP, from: one.id, fromUsername: one.name });
  });

  test("signals without what they are for, and larger than any, are refused", async () => {
    const [one, other] = await pair();
    for (const event of ["webrtc:offer", "webrtc:answer", "webrtc:ice-candidate"]) {
      for (const payload of [undefined, null, "text", [], {}, { other: 1 }]) {
        await assertRefused(one.socket, event, payload, "webrtc:error", "INVALID_INPUT");
      }
    }
    await assertRefused(one.socket, "webrtc:offer", { offer: "x".repeat(200_000) }, "webrtc:error", "INVALID_INPUT");
    await settled(other.socket);
    assert.deepEqual(names(other.socket), []);
  });
});

describe("a room ends", () => {
  test("by chat:clear", async () => {
    const [one, other] = await pair();
    assert.equal((await ask(one.socket, "chat:clear")).ok, true);
    await settled(other.socket);
    assert.deepEqual(names(one.socket), ["chat:clear:confirmed", "room:user_left"]);
    assertKeys(heard(one.socket, "chat:clear:confirmed")[0], ["message"], "chat:clear:confirmed");
    assert.deepEqual(names(other.socket), ["chat:cleared", "room:user_left", "room:closed"]);
    assert.deepEqual(heard(other.socket, "chat:cleared")[0], {
      userId: one.id, username: one.name, reason: "user_left",
    });
    assertClosed(heard(other.socket, "room:closed")[0], one, "user_left");
    await assertApart(one, other);
  });

  for (const event of ["leave-room", "close-room"]) {
    test(`by ${event}, and both can be matched again`, async () => {
      const [one, other] = await pair();
      assert.equal((await ask(one.socket, event)).ok, true);
      await settled(other.socket);
      assert.deepEqual(names(one.socket), ["room:user_left"]);
      assert.deepEqual(names(other.socket), ["room:user_left", "room:closed"]);
      const [left] = heard(other.socket, "room:user_left");
      assertKeys(left, ["userId", "username", "message"], "room:user_left");
      assert.equal(left.userId, one.id);
      assertClosed(heard(other.socket, "room:closed")[0], one, "user_left");
      await assertApart(one, other);
      await assertRefused(one.socket, event, undefined, "chat:error", "NOT_IN_ROOM");

      forget(one.socket, other.socket);
      await match(one, other);
      const coming = next(other.socket, "chat:message");
      one.socket.emit("chat:message", { type: "text", content: "again" });
      assert.equal((await coming).content, "again");
    });
  }

  test("by both leaving at once: one of them closes it", async () => {
    for (let round = 0; round < 10; round++) {
      const [one, other] = await pair();
      const acks = await Promise.all([ask(one.socket, "leave-room"), ask(other.socket, "leave-room")]);
      assert.equal(acks.filter(({ ok }) => ok).length, 1);
      await settled(one.socket, other.socket);
      assert.equal(heard(one.socket, "room:closed").length + heard(other.socket, "room:closed").length, 1);
      for (const { token } of [one, other]) await api("DELETE", "/api/guest/me", { token });
    }
  });

  test("by socket.disconnect(), at once", async () => {
    const [one, other] = await pair();
    const closed = next(other.socket, "room:closed", GRACE_MS / 2);
    const offline = next(other.socket, "presence:user_offline");
    one.socket.disconnect();
    assertClosed(await closed, one, "user_disconnected");
    const presence = await offline;
    assert.deepEqual(Object.keys(presence).sort(), [...PRESENCE].sort());
    assert.equal(presence.isOnline, false);
    assert.deepEqual(names(other.socket), ["room:user_left", "room:closed", "presence:user_offline"]);
    await assertApart(other);
  });

  test("by a lost line, after the grace period and not before", async () => {
    const [one, other] = await pair();
    const away = next(other.socket, "room:partner_away");
    const closed = next(other.socket, "room:closed", GRACE_MS + 5000);
    const offline = next(other.socket, "presence:user_offline", GRACE_MS + 5000);
    drop(one.socket);
    assert.deepEqual(await away, { userId: one.id, username: one.name, graceMs: GRACE_MS });
    const lostAt = Date.now();
    assert.equal((await stats(other)).connectedUsers, 1);
    assertClosed(await closed, one, "user_disconnected");
    assert.ok(Date.now() - lostAt >= GRACE_MS - 100, `${Date.now() - lostAt} ms`);
    await offline;
    assert.deepEqual(names(other.socket), [
      "room:partner_away", "room:user_left", "room:closed", "presence:user_offline",
    ]);
    await assertApart(other);

    const back = newSocket(one.token);
    const told = next(back, "room:closed");
    back.connect();
    assertClosed(await told, other, "partner_offline");
    await settled(back);
    assert.deepEqual(names(back), ["connection:established", "room:closed"]);
  });

  test("by DELETE /api/guest/me, at once", async () => {
    const [one, other] = await pair();
    const closed = next(other.socket, "room:closed", GRACE_MS / 2);
    assert.equal((await api("DELETE", "/api/guest/me", { token: one.token })).status, 204);
    assertClosed(await closed, one, "user_left");
    await assertApart(other);
  });

  test("by DELETE /api/guest/me of one who is away, at once", async () => {
    const [one, other] = await pair();
    drop(one.socket);
    await next(other.socket, "room:partner_away");
    const closed = next(other.socket, "room:closed", GRACE_MS / 2);
    await api("DELETE", "/api/guest/me", { token: one.token });
    assertClosed(await closed, one, "user_left");
    await pause(GRACE_MS + 300);
    assert.deepEqual(heard(other.socket, "room:partner_back"), []);
    assert.equal(heard(other.socket, "room:closed").length, 1);
  });

  test("when both are lost, and each hears of it when it comes back", async () => {
    const [one, other] = await pair();
    const observer = await enter();
    drop(one.socket);
    drop(other.socket);
    await until("the room to be closed", async () => (await stats(observer)).connectedUsers === 0);
    for (const [guest, partner] of [[one, other], [other, one]]) {
      const socket = newSocket(guest.token);
      const told = next(socket, "room:closed");
      socket.connect();
      assertClosed(await told, partner, "partner_offline");
    }
  });
});

describe("one who comes back in time", () => {
  test("finds its room, and the partner saw it go and come", async () => {
    const [one, other] = await pair();
    const lost = next(one.socket, "disconnect");
    one.socket.io.engine.close(); // what a reload does: the transport is closed
    await lost;
    await next(other.socket, "room:partner_away");
    const again = await tab(one);
    await settled(again.socket, other.socket);
    assert.deepEqual(names(again.socket), ["connection:established", "user:matched"]);
    const [matched] = heard(again.socket, "user:matched");
    assert.equal(matched.matchedUser.id, other.id);
    assert.equal(matched.resumed, true);
    assert.deepEqual(names(other.socket), ["room:partner_away", "room:partner_back", "presence:user_online"]);
    assert.deepEqual(heard(other.socket, "room:partner_back")[0], { userId: one.id, username: one.name });
    assertKeys(heard(other.socket, "presence:user_online")[0], PRESENCE, "presence:user_online");

    for (const [from, to] of [[again, other], [other, again]]) {
      const coming = next(to.socket, "chat:message");
      assert.equal((await ask(from.socket, "chat:message", { type: "text", content: "on we go" })).ok, true);
      await coming;
    }
    await pause(GRACE_MS + 300);
    assert.deepEqual(heard(other.socket, "room:closed"), []);
    assert.equal((await stats(other)).connectedUsers, 1);
  });

  test("however often: the stock client reconnects by itself", async () => {
    const [one, other] = [await newGuest(), await enter()];
    guests.push(one);
    const options = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 50 };
    const socket = await connect(one, options);
    await match({ socket }, other);
    for (let i = 1; i <= 5; i++) {
      drop(socket);
      await until("it to be back", () => heard(other.socket, "room:partner_back").length === i);
    }
    assert.equal(heard(other.socket, "room:partner_away").length, 5);
    await pause(GRACE_MS + 300);
    assert.deepEqual(heard(other.socket, "room:closed"), []);
    const coming = next(socket, "chat:message");
    other.socket.emit("chat:message", { type: "text", content: "there you are" });
    await coming;
  });

  test("finds the room closed when the partner left meanwhile", async () => {
    const [one, other] = await pair();
    drop(one.socket);
    await next(other.socket, "room:partner_away");
    await ask(other.socket, "leave-room");
    const again = newSocket(one.token);
    const closed = next(again, "room:closed");
    again.connect();
    assertClosed(await closed, other, "partner_offline");
    await settled(again, other.socket);
    assert.deepEqual(names(again), ["connection:established", "room:closed"]);
    assert.deepEqual(heard(other.socket, "room:partner_back"), []);
    assert.equal((await ask(again, "user:match")).ok, true);

    const third = await tab(one);
    assert.deepEqual(names(third.socket), ["connection:established"], "it is told once");
  });

  test("at the very end of the grace period is either back or told that it is over", async () => {
    let back = 0;
    let told = 0;
    for (let round = 0; round < 6; round++) {
      const [one, other] = await pair();
      drop(one.socket);
      await next(other.socket, "room:partner_away");
      await pause(GRACE_MS - 60 + round * 30);
      const again = await tab(one);
      await until("the end of it", () =>
        heard(other.socket, "room:partner_back").length + heard(other.socket, "room:closed").length > 0);
      await settled(again.socket);
      const closed = heard(other.socket, "room:closed").length;
      assert.equal(heard(other.socket, "room:partner_back").length, 1 - closed);
      assert.equal(heard(again.socket, "room:closed").length, closed, JSON.stringify(names(again.socket)));
      assert.equal((await ask(again.socket, "chat:typing:start")).ok, closed === 0);
      closed ? told++ : back++;
      for (const { token } of [one, other]) await api("DELETE", "/api/guest/me", { token });
    }
    assert.equal(back + told, 6);
  });
});

describe("several tabs", () => {
  test("all of them hear everything, and the sender's others see what was sent", async () => {
    const [one, other] = await pair();
    const [second, others] = [await tabInRoom(one), await tabInRoom(other)];
    assert.equal(heard(second.socket, "user:matched")[0].resumed, true);
    await settled(one.socket);
    assert.deepEqual(names(other.socket), [], "a second tab is nothing to the partner");
    forget(second.socket, others.socket);

    await ask(one.socket, "chat:message", { type: "text", content: "to all" });
    await settled(other.socket, second.socket, others.socket);
    for (const { socket } of [other, others, second]) assert.equal(heard(socket, "chat:message").length, 1);
    assert.deepEqual(heard(one.socket, "chat:message"), []);
    assert.deepEqual(heard(second.socket, "chat:message:sent"), []);

    const { id } = heard(other.socket, "chat:message")[0];
    await ask(other.socket, "chat:message:delivered", { messageId: id });
    await settled(one.socket, second.socket);
    for (const { socket } of [one, second]) assert.equal(heard(socket, "chat:message:delivered").length, 1);
  });

  test("closing any of them but the last changes nothing", async () => {
    for (const closing of ["first", "last"]) {
      const [one, other] = await pair();
      const second = await tabInRoom(one);
      const [goes, stays] = closing === "first" ? [one, second] : [second, one];
      goes.socket.disconnect();
      await until("it to be gone", async () => (await stats(other)).activeUsers === 2);
      assert.deepEqual(names(other.socket), []);
      assert.equal((await ask(stays.socket, "chat:message", { type: "text", content: "still here" })).ok, true);

      const closed = next(other.socket, "room:closed");
      stays.socket.disconnect();
      assertClosed(await closed, one, "user_disconnected");
      for (const { token } of [one, other]) await api("DELETE", "/api/guest/me", { token });
    }
  });

  test("what one of them does ends the room for all", async () => {
    const [one, other] = await pair();
    const [second, others] = [await tabInRoom(one), await tabInRoom(other)];
    await ask(second.socket, "chat:clear");
    await settled(one.socket, other.socket, others.socket);
    for (const { socket } of [one, second]) {
      assert.equal(heard(socket, "chat:clear:confirmed").length, 1);
      assert.equal(heard(socket, "room:user_left").length, 1);
    }
    for (const { socket } of [other, others]) assert.equal(heard(socket, "room:closed").length, 1);
    await assertApart(one, second, other, others);
  });
});
