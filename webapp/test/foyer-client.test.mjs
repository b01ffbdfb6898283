// The client library, as it is built for npm, against a running Foyer. For a server whose tokens live a few seconds:
//
//     foyer.token.lifetime=PT5S  FOYER_URL=http://localhost:8080 node --test test/foyer-client.test.mjs
//
// The library is built by `npm run build`.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { arrive, arrivedVisitor, leaveAll, meet, newVisitor, nextOf } from "./client-support.mjs";
import { api, decodeToken, pause, until } from "./support.mjs";

const LONGEST_MS = 30_000;

after(leaveAll);

const end = (token) => decodeToken(token).claims.exp * 1000;
const happened = (client, event) => client.log.entries.filter((entry) => entry.event === event);

// Each test waits for the end of a token of its own: side by side they take no longer than one.
describe("the client library and a real Foyer", { concurrency: true }, () => {
  for (const transports of [["websocket", "polling"], ["polling"]]) {
    test(`seed: Full Connection Handshake Process, over ${transports[0]}`, async () => {
      const visitor = newVisitor({ transports });
      const states = [];
      visitor.socket.onConnectionChange((connected, { state }) => states.push(state));
      const fields = await arrive(visitor);
      const { user } = visitor.store;
      assert.equal(fields.userId, user.id);
      assert.equal(fields.username, user.username);
      assert.equal(fields.sessionId, user.sessionId);
      assert.equal(fields.socketId, visitor.socket.socketId);
      assert.equal(fields.isGuest, true);
      assert.deepEqual(states, ["connecting", "connected"]);
      assert.equal(visitor.socket.status.transport, transports[0]);
      await until("a round trip", () => visitor.log.measurements.roundTripMs > 0);
      visitor.socket.disconnect();
      await until("the server to know", async () => !(await isOnline(user.id)));
    });
  }

  test("every event that needs no partner is acknowledged as the contract has it", async () => {
    const { socket } = await arrivedVisitor();
    for (const answer of [
      socket.requestRealtimeStats(),
      socket.requestStats(),
      socket.requestOnlineUsers(),
      socket.updateGuest({ language: "en" }),
      socket.updateOnlineStatus(true),
      socket.updateSearchingStatus(false),
      socket.heartbeat(),
      socket.requestPresence(),
    ]) {
      assert.deepEqual(await answer, { ok: true });
    }
    assert.equal((await socket.cancelMatch()).code, "NOT_SEARCHING");
    const lonely = await socket.sendMessage({ type: "text", content: "anybody?" });
    assert.deepEqual(lonely, { ok: false, code: "NOT_IN_ROOM", message: "You are not in a chat" });
  });

  test("two guests match, chat, signal, and one leaves", async () => {
    const ada = await arrivedVisitor();
    const bob = await arrivedVisitor();
    const [match] = await meet(ada, bob);
    assert.equal(match.matchedUser.id, bob.store.user.id);

    const received = nextOf(bob, "chat:message");
    const sent = nextOf(ada, "chat:message:sent");
    const ack = await ada.socket.sendMessage({ type: "text", content: "hello", id: "mine" });
    assert.equal(ack.ok, true);
    assert.deepEqual((await sent).clientId, "mine");
    const message = await received;
    assert.equal(message.content, "hello");
    assert.equal(message.id, ack.messageId);
    const delivered = nextOf(ada, "chat:message:delivered");
    await bob.socket.confirmDelivery(message.id);
    assert.equal((await delivered).messageId, message.id);

    const typing = nextOf(bob, "chat:typing:start");
    ada.socket.startTyping();
    assert.equal((await typing).userId, ada.store.user.id);

    const offered = nextOf(bob, "webrtc:offer");
    await ada.socket.sendOffer({ type: "offer", sdp: "v=0" }, "video");
    const offer = await offered;
    assert.deepEqual([offer.from, offer.type, offer.offer.sdp], [ada.store.user.id, "video", "v=0"]);

    const text = new Blob(["what I wanted to show you"], { type: "text/plain" });
    const uploaded = await ada.api.uploadFile(text, { roomId: match.roomId, filename: "note.txt" });
    assert.equal(uploaded.filename, "note.txt");
    assert.equal((await ada.api.fileInfo(uploaded.tempUrl)).size, text.size);
    const file = nextOf(bob, "chat:message");
    assert.equal((await ada.socket.sendMessage({ type: "file", content: uploaded })).ok, true);
    assert.equal((await file).content.tempUrl, uploaded.tempUrl);

    const closed = nextOf(bob, "room:closed");
    assert.equal((await ada.socket.clearChat()).ok, true);
    assert.equal((await closed).reason, "user_left");
  });

  test("renewal before expiry: the visitor stays the same, and never notices", async () => {
    const visitor = await arrivedVisitor();
    const { token, user } = visitor.store;
    const { socketId } = visitor.socket;
    assert.ok(end(token) - Date.now() < LONGEST_MS, "this test is for a server with a token lifetime of a few seconds");

    await until("the end of the first token", () => Date.now() > end(token) + 1500, LONGEST_MS);
    assert.equal(visitor.socket.getConnectionStatus(), true);
    assert.equal(visitor.socket.socketId, socketId);
    assert.equal((await visitor.api.me()).id, user.id);
    assert.ok(end(visitor.store.token) > end(token));
    assert.ok(happened(visitor, "auth:refreshed").length > 0);
    assert.deepEqual(happened(visitor, "disconnect"), []);
    assert.deepEqual(visitor.announced, []);
    // Tokens of a few seconds are announced as ending as soon as they are there; that must not become a storm.
    assert.ok(happened(visitor, "session:refreshed").length <= 10, `${happened(visitor, "session:refreshed").length}`);
  });

  test("seed: Token Expiration and Regeneration: expired while away, and back as a new guest", async () => {
    const visitor = await arrivedVisitor();
    const { token, user } = visitor.store;
    visitor.socket.disconnect();
    await pause(end(token) - Date.now() + 1000);
    const fields = await arrive(visitor);
    assert.notEqual(fields.userId, user.id);
    assert.notEqual(fields.username, user.username);
    assert.deepEqual(visitor.announced.map(({ type }) => type), ["guest:session:expired", "guest:session:regenerated"]);
    assert.deepEqual(visitor.announced[0].detail, { message: "Token has expired", code: "TOKEN_EXPIRED" });
    assert.equal(visitor.announced[1].detail.id, fields.userId);
    assert.equal(visitor.homes(), 0);
  });

  test("seed: API-Level Error Handling: session deleted; the next request brings a new one, and the socket back", async () => {
    const visitor = await arrivedVisitor();
    const { token, user } = visitor.store;
    const left = nextOf(visitor, "disconnect");
    assert.equal((await deleteSession(token)).status, 204);
    assert.equal(await left, "io server disconnect");
    assert.equal(visitor.socket.status.state, "disconnected");

    const established = nextOf(visitor, "connection:established");
    const users = await Promise.all(Array.from({ length: 5 }, () => visitor.api.me()));
    assert.equal(new Set(users.map(({ id }) => id)).size, 1);
    assert.notEqual(users[0].id, user.id);
    assert.equal((await established).userId, users[0].id);
    assert.equal(visitor.announced.length, 2);
    assert.equal(happened(visitor, "session:begun").length, 2);
  });

  test("seed: Authentication Failure Detection: session deleted while away", async () => {
    const visitor = await arrivedVisitor();
    const { token, user } = visitor.store;
    visitor.socket.disconnect();
    assert.equal((await deleteSession(token)).status, 204);
    const error = nextOf(visitor, "connect_error");
    const fields = await arrive(visitor);
    assert.equal((await error).code, "SESSION_NOT_FOUND");
    assert.notEqual(fields.userId, user.id);
  });

  test("seed: Reconnection Scenario: the line is cut, and the same guest is back after the first wait", async () => {
    const visitor = await arrivedVisitor();
    const { user } = visitor.store;
    const back = nextOf(visitor, "reconnect");
    visitor.socket.cutConnection();
    assert.equal(await back, 1);
    assert.equal(visitor.store.user.id, user.id);
    const [{ detail }] = happened(visitor, "reconnect_wait");
    assert.ok(detail.waitMs >= 500 && detail.waitMs <= 1000, `waited ${detail.waitMs} ms`);
    assert.equal((await visitor.socket.heartbeat()).ok, true);
  });

  test("the REST API, every shape", async () => {
    const visitor = newVisitor();
    const username = await visitor.api.suggestUsername();
    assert.match(username, /^[A-Z][A-Za-z]+\d{1,4}$/);
    await visitor.session.begin({ username, language: "en" });
    await arrive(visitor);
    const me = await visitor.api.me();
    assert.deepEqual([me.username, me.language], [username, "en"]);
    assert.equal((await visitor.api.guest(me.sessionId)).isOnline, true);
    assert.equal((await visitor.api.updateProfile({ location: "Lyon" })).location, "Lyon");
    assert.equal(visitor.store.user.location, "Lyon");
    assert.equal((await visitor.api.updateDevice("device-7")).id, me.id);
    assert.ok((await visitor.api.stats()).stats.onlineUsers >= 1);
    assert.ok((await visitor.api.userStats()).onlineUsers >= 1);
    assert.ok((await visitor.api.onlineUsers()).onlineUsers.some(({ id }) => id === me.id));
    assert.ok(Array.isArray((await visitor.api.availableUsers()).availableUsers));
    assert.ok((await visitor.api.socketStats()).connectedSockets >= 1);
    await assert.rejects(visitor.api.guest("somebody-else"), { name: "ApiError", status: 403 });
    await assert.rejects(visitor.session.begin({ username: "no" }), ({ code, fields }) => {
      assert.deepEqual([code, fields[0].field], ["INVALID_INPUT", "username"]);
      return true;
    });
    const left = nextOf(visitor, "disconnect");
    await visitor.api.endSession();
    assert.equal(await left, "io server disconnect");
  });
});

const deleteSession = (token) => api("DELETE", "/api/guest/me", { token });

async function isOnline(userId) {
  const { token } = (await api("POST", "/api/guest", { body: {} })).data;
  const { onlineUsers } = (await api("GET", "/api/users/online", { token })).data;
  return onlineUsers.some(({ id }) => id === userId);
}
