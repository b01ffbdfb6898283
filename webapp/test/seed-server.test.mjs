// What the seed document says of the server's side of a connection's life, seen by two clients of the library.
//
//     FOYER_URL=http://localhost:8080 node --test test/seed-server.test.mjs

import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { arrive, arrivedVisitor, leaveAll, meet, newVisitor, nextOf } from "./client-support.mjs";
import { until } from "./support.mjs";

afterEach(leaveAll);

/** Somebody who only looks. */
async function observer() {
  const visitor = await arrivedVisitor();
  const find = async (userId) => (await visitor.api.onlineUsers()).onlineUsers.find(({ id }) => id === userId);
  const rooms = async () => (await visitor.api.stats()).stats.connectedUsers;
  return { visitor, find, rooms };
}

describe("seed: Presence Registration", () => {
  test("Update Guest Presence, Broadcast Statistics: the others are told that the guest is online", async () => {
    const { visitor } = await observer();
    const newcomer = newVisitor();
    const { user } = await newcomer.session.begin();
    const seen = new Promise((resolve) => {
      visitor.socket.on("realtime:stats", ({ onlineUsers }) => {
        const found = onlineUsers.find(({ id }) => id === user.id);
        if (found) resolve(found);
      });
    });
    await arrive(newcomer);
    const { isOnline, isSearching, username } = await seen;
    assert.deepEqual([isOnline, isSearching, username], [true, false, user.username]);
  });

  test("Store Connection Mappings, Join User Room: every tab of the guest gets what is for the guest", async () => {
    const tab = await arrivedVisitor();
    const other = newVisitor();
    other.store.save({ token: tab.store.token, user: tab.store.user });
    await arrive(other);
    const partner = await arrivedVisitor();
    const told = nextOf(other, "user:matched");
    await meet(tab, partner);
    assert.equal((await told).matchedUser.id, partner.store.user.id);
  });

  test("Increment Active Count: each socket is counted", async () => {
    const { visitor } = await observer();
    const { activeUsers: before } = (await visitor.api.stats()).stats;
    const tabs = [await arrivedVisitor(), await arrivedVisitor()];
    await until("both", async () => (await visitor.api.stats()).stats.activeUsers >= before + tabs.length);
  });

  test("Send Connection Confirmation: connection:established is the first event", async () => {
    const visitor = newVisitor();
    const order = [];
    for (const event of ["connection:established", "realtime:stats", "stats:update", "presence:update"]) {
      visitor.socket.on(event, () => order.push(event));
    }
    await arrive(visitor);
    await visitor.socket.requestRealtimeStats();
    assert.equal(order[0], "connection:established");
  });
});

describe("seed: Automatic Presence Updates", () => {
  test("disconnect(): offline at once, for everybody", async () => {
    const { visitor, find } = await observer();
    const leaver = await arrivedVisitor();
    const { id } = leaver.store.user;
    assert.equal((await find(id)).isOnline, true);
    const told = new Promise((resolve) => {
      visitor.socket.on("realtime:stats", ({ onlineUsers }) => {
        if (onlineUsers.every((user) => user.id !== id)) resolve();
      });
    });
    leaver.socket.disconnect();
    await told;
    assert.equal(await find(id), undefined);
  });
});

describe("seed: Room Cleanup Procedures", () => {
  /** A room, and one of the two gone from it. */
  async function left() {
    const watch = await observer();
    const before = await watch.rooms();
    const [stays, leaves] = [await arrivedVisitor(), await arrivedVisitor()];
    const [{ roomId }] = await meet(stays, leaves);
    const file = await leaves.api.uploadFile(new Blob(["for you"], { type: "text/plain" }), { roomId, filename: "a.txt" });
    assert.equal((await fetch(file.tempUrl)).status, 200);
    assert.equal(await watch.rooms(), before + 1);
    const closed = nextOf(stays, "room:closed");
    leaves.socket.disconnect();
    return { ...watch, before, stays, leaves, file, closed: await closed };
  }

  test("Room Disconnection: nobody is in the room any more", async () => {
    const { stays, leaves } = await left();
    assert.equal((await stays.socket.sendMessage({ type: "text", content: "hello?" })).code, "NOT_IN_ROOM");
    await arrive(leaves);
    assert.equal((await leaves.socket.sendMessage({ type: "text", content: "hello?" })).code, "NOT_IN_ROOM");
  });

  test("Partner Notification: room:closed, with who and why", async () => {
    const { closed, leaves } = await left();
    assert.deepEqual(closed, {
      userId: leaves.store.user.id,
      username: leaves.store.user.username,
      message: "The other user has left. Room closed.",
      reason: "user_disconnected",
    });
  });

  test("Presence Update: the one who left is offline, the one who stays has no partner", async () => {
    const { stays, leaves, find } = await left();
    await until("offline", async () => !(await find(leaves.store.user.id)));
    const { isOnline, connectedUser } = await stays.api.guest(stays.store.user.sessionId);
    assert.deepEqual([isOnline, connectedUser], [true, null]);
    const gone = await leaves.api.guest(leaves.store.user.sessionId);
    assert.deepEqual([gone.isOnline, gone.isSearching, gone.connectedUser], [false, false, null]);
    assert.ok(Math.abs(Date.now() - Date.parse(gone.lastSeen)) < 60_000);
  });

  test("Temporary File Cleanup: the room's files are gone", async () => {
    const { file } = await left();
    await until("404", async () => (await fetch(file.tempUrl)).status === 404);
  });

  test("Statistics Update: the count of rooms is what it was", async () => {
    const { rooms, before } = await left();
    await until("the count", async () => (await rooms()) === before);
  });
});
