// Three hundred guests (FOYER_CROWD, an even number) call user:match in one instant, again and again. For a server with nobody else on it, without
// limits, and with a short foyer.room.grace:
//
//     FOYER_URL=http://localhost:8080 node --test test/crowd.test.mjs

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { io } from "socket.io-client";
import { api, ask, newGuest, nextNode, until } from "./support.mjs";

const CROWD = Number(process.env.FOYER_CROWD ?? 300);
const ROUNDS = Number(process.env.FOYER_ROUNDS ?? 20);
const AT_A_TIME = 25;

/** One of the crowd; `partner` is whom it believes to be in a room with, by what it was told. */
class Guest {
  matches = 0;
  partner = undefined;

  constructor({ token, user }) {
    this.token = token;
    this.id = user.id;
  }

  async connect() {
    const options = { auth: { token: this.token }, transports: ["websocket"], reconnection: false, forceNew: true };
    this.socket = io(nextNode(), options);
    this.socket.on("user:matched", ({ matchedUser }) => {
      this.matches++;
      this.partner = matchedUser.id;
    });
    this.socket.on("room:user_left", () => (this.partner = undefined));
    this.socket.on("room:closed", () => (this.partner = undefined));
    await new Promise((resolve, reject) => {
      this.socket.once("connection:established", resolve);
      this.socket.once("connect_error", reject);
    });
    return this;
  }
}

let observer;
let crowd;

async function inGroups(things, work) {
  const results = [];
  for (let i = 0; i < things.length; i += AT_A_TIME) {
    results.push(...(await Promise.all(things.slice(i, i + AT_A_TIME).map(work))));
  }
  return results;
}

const arrive = async () => new Guest(await newGuest()).connect();
const stats = async () => (await api("GET", "/api/stats", { token: observer.token })).data.stats;

async function untilStats(what, condition) {
  await until(what, async () => condition(await stats()), 20_000);
}

/** Every one of them calls before any of them is answered. */
function allSearch(guests) {
  return Promise.all(guests.map(({ socket }) => ask(socket, "user:match")));
}

function assertSymmetric(guests) {
  const byId = new Map(guests.map((guest) => [guest.id, guest]));
  for (const guest of guests.filter(({ partner }) => partner)) {
    assert.notEqual(guest.partner, guest.id);
    assert.ok(byId.has(guest.partner), "a partner who is there");
    assert.equal(byId.get(guest.partner).partner, guest.id);
  }
}

async function allLeave(guests) {
  const one = guests.filter(({ id, partner }) => partner && id < partner);
  await Promise.all(one.map(({ socket }) => ask(socket, "leave-room")));
  await until("all to have heard", () => guests.every(({ partner }) => !partner));
}

describe(`${CROWD} guests in one instant`, () => {
  before(async () => {
    observer = await newGuest();
    crowd = await inGroups(Array(CROWD).fill(), arrive);
  });

  after(async () => {
    crowd.forEach(({ socket }) => socket.disconnect());
    await inGroups(crowd, ({ token }) => api("DELETE", "/api/guest/me", { token }));
    await untilStats("everybody to be gone", ({ totalUsers, onlineUsers, activeUsers, availableUsers, connectedUsers }) =>
      totalUsers === 1 && onlineUsers + activeUsers + availableUsers + connectedUsers === 0);
    assert.equal((await api("GET", "/api/socket/stats", { token: observer.token })).data.rooms, 0);
    await api("DELETE", "/api/guest/me", { token: observer.token });
  });

  test(`${ROUNDS} times over: each has one partner, and each heard of it once`, async () => {
    const latencies = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const begin = performance.now();
      await allSearch(crowd);
      await until("all to be matched", () => crowd.every(({ partner }) => partner));
      latencies.push(performance.now() - begin);
      assertSymmetric(crowd);
      const { availableUsers, connectedUsers } = await stats();
      assert.deepEqual([availableUsers, connectedUsers], [0, CROWD / 2]);
      await allLeave(crowd);
      crowd.forEach(({ matches }) => assert.equal(matches, round));
    }
    latencies.sort((a, b) => a - b);
    console.log(`all matched after: median ${latencies[Math.floor(ROUNDS / 2)].toFixed(0)} ms, most ${latencies.at(-1).toFixed(0)} ms`);
  });

  test("one more, and one of them waits", async () => {
    const everybody = [...crowd, await arrive()];
    await allSearch(everybody);
    await until("all but one to be matched", () => everybody.filter(({ partner }) => partner).length === CROWD);
    assertSymmetric(everybody);
    const { availableUsers, connectedUsers } = await stats();
    assert.deepEqual([availableUsers, connectedUsers], [1, CROWD / 2]);
    const waiting = everybody.find(({ partner }) => !partner);
    assert.equal((await ask(waiting.socket, "user:match:cancel")).ok, true);
    await allLeave(everybody);
    const last = everybody.at(-1);
    last.socket.disconnect();
    await api("DELETE", "/api/guest/me", { token: last.token });
  });

  test("half of them are lost in the middle of it: nobody is left with one who is not there", async () => {
    const [lost, left] = [crowd.filter((_, i) => i % 2), crowd.filter((_, i) => i % 2 === 0)];
    for (let round = 0; round < 3; round++) {
      const answers = left.map(({ socket }) => ask(socket, "user:match"));
      lost.forEach(({ socket }, i) => {
        socket.emit("user:match");
        setTimeout(() => socket.io.engine.transport.ws.terminate(), (i % 20) * 2);
      });
      await Promise.all(answers);
      await untilStats("the lost to be gone for good", ({ activeUsers, availableUsers, connectedUsers }) =>
        activeUsers === left.length && availableUsers + 2 * connectedUsers <= left.length &&
        2 * connectedUsers === left.filter(({ partner }) => partner).length);
      assertSymmetric(left);
      const { availableUsers } = await stats();
      assert.ok(availableUsers <= 1, `${availableUsers} wait`);
      await allLeave(left);
      await Promise.all(left.map(({ socket }) => ask(socket, "user:match:cancel")));
      await inGroups(lost, (guest) => guest.connect());
    }
  });
});
