import { describe, expect, test } from "vitest";
import { arrive, logged, next, pause, stage, until } from "./support";

const set = stage();

describe("seed: Network Connectivity Monitoring", () => {
  test("Offline: Set Offline Status, Disable Socket Operations", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    visitor.page.goOffline();
    expect(visitor.socket.status).toMatchObject({ state: "offline", connected: false });
    expect(visitor.socket.getConnectionStatus()).toBe(false);
    expect(await visitor.socket.match()).toMatchObject({ ok: false, code: "NOT_CONNECTED" });
    expect(set.foyer.countOf("user:match")).toBe(0);
  });

  test("Online, the socket still there: Continue Normal Operation, after a look whether it lives", async () => {
    const visitor = set.visitor({ heartbeatInterval: 0 });
    const { socketId } = await arrive(visitor);
    visitor.page.goOffline();
    visitor.page.goOnline();
    await until("the answer to the probe", () => visitor.socket.getConnectionStatus());
    expect(set.foyer.countOf("presence:heartbeat")).toBe(1);
    await pause(50);
    expect(visitor.socket.socketId).toBe(socketId);
    expect(set.foyer.shown).toHaveLength(1);
  });

  test("Online, the socket dead without knowing: cut, and made again", async () => {
    const visitor = set.visitor({ heartbeatInterval: 0, probeTimeout: 100 });
    await arrive(visitor);
    visitor.page.goOffline();
    set.foyer.mute.add("presence:heartbeat");
    const claims: boolean[] = [];
    visitor.socket.onConnectionChange((connected) => claims.push(connected));
    visitor.page.goOnline();
    await next(visitor, "disconnect");
    expect(claims, "what is given to a dead connection is lost").not.toContain(true);
    await next(visitor, "reconnect");
    expect(logged(visitor, "offline", "online", "cut", "disconnect", "reconnect")).toEqual([
      "offline",
      "online",
      "cut",
      "disconnect",
      "reconnect",
    ]);
  });

  test("Offline, the socket lost: nothing is attempted, however long it takes", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    visitor.page.goOffline();
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    await pause(300);
    expect(logged(visitor, "reconnect_attempt")).toEqual([]);
    expect(set.foyer.shown).toHaveLength(1);
    expect(visitor.socket.status.state).toBe("offline");
  });

  test("Offline while waiting or trying: the attempt is broken off", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    await set.foyer.stop();
    await next(visitor, "reconnect_attempt");
    visitor.page.goOffline();
    const { length } = logged(visitor, "reconnect_attempt");
    await pause(200);
    expect(logged(visitor, "reconnect_attempt")).toHaveLength(length);
    await set.foyer.startAgain();
    visitor.page.goOnline();
    await next(visitor, "connection:established");
  });

  test("Online, Socket Disconnected: Attempt Reconnection at once, the counter anew", async () => {
    const visitor = set.visitor({ reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 });
    await arrive(visitor);
    visitor.page.goOffline();
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    const begun = Date.now();
    visitor.page.goOnline();
    expect(await next(visitor, "reconnect")).toEqual([1]);
    expect(Date.now() - begun).toBeLessThan(1_000);
  });

  test("Throttle Reconnection Attempts: a network that comes and goes brings no storm", async () => {
    const visitor = set.visitor({ reconnectionThrottle: 200, timeout: 100 });
    await arrive(visitor);
    await set.foyer.stop();
    await next(visitor, "disconnect");
    const begun = Date.now();
    const before = logged(visitor, "reconnect_attempt").length;
    while (Date.now() - begun < 500) {
      visitor.page.goOffline();
      visitor.page.goOnline();
      await pause(5);
    }
    const attempts = logged(visitor, "reconnect_attempt").length - before;
    expect(attempts).toBeLessThanOrEqual(4);
    await set.foyer.startAgain();
    await next(visitor, "connection:established");
  });

  test("attempts that were given up are taken up again when the network is back", async () => {
    const visitor = set.visitor({ reconnectionDelay: 2, reconnectionDelayMax: 4 });
    await arrive(visitor);
    await set.foyer.stop();
    await next(visitor, "reconnect_failed");
    await set.foyer.startAgain();
    await pause(50);
    expect(visitor.socket.status.state).toBe("failed");
    visitor.page.goOffline();
    visitor.page.goOnline();
    await next(visitor, "reconnect");
  });

  test("connect() while offline waits for the network", async () => {
    const visitor = set.visitor();
    visitor.page.goOffline();
    visitor.socket.connect();
    await pause(100);
    expect(visitor.socket.status.state).toBe("offline");
    expect(set.foyer.requests).toEqual([]);
    visitor.page.goOnline();
    await next(visitor, "connection:established");
  });

  test("whoever was sent away stays away, network or not", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.sockets[0]?.disconnect();
    await next(visitor, "disconnect");
    visitor.page.goOffline();
    visitor.page.goOnline();
    visitor.page.hide();
    visitor.page.show();
    await pause(100);
    expect(visitor.socket.status.state).toBe("disconnected");
    expect(set.foyer.shown).toHaveLength(1);
  });
});

describe("page visibility and sleep", () => {
  test("a page that is seen again does not wait for its next attempt", async () => {
    const visitor = set.visitor({ reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 });
    await arrive(visitor);
    visitor.page.hide();
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    visitor.page.show();
    await next(visitor, "reconnect");
  });

  test("awake again: a connection that has died meanwhile is found out and made again", async () => {
    const visitor = set.visitor({ heartbeatInterval: 0, probeTimeout: 100 });
    await arrive(visitor);
    set.foyer.mute.add("presence:heartbeat");
    visitor.page.document.dispatchEvent(new Event("resume"));
    expect(await next(visitor, "disconnect")).toEqual(["forced close"]);
    await next(visitor, "reconnect");
    expect(logged(visitor, "wake", "cut", "reconnect")).toEqual(["wake", "cut", "reconnect"]);
  });

  test("cutConnection() is a loss like any other", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    visitor.socket.cutConnection();
    await next(visitor, "reconnect");
    expect(visitor.log.measurements.losses).toBe(1);
    // No goodbye was said: the room would have its grace.
    expect(set.foyer.departures.join()).toMatch(/^transport (close|error)$/);
  });
});
