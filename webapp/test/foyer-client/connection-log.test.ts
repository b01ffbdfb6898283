import { describe, expect, test } from "vitest";
import { ConnectionLog, type LogEntry } from "../../src/foyer-client";
import { arrive, next, pause, stage, until } from "./support";

const set = stage();

describe("seed: Monitoring and Debugging", () => {
  test("Connection Logging: every event of the life, with time and cause", async () => {
    const begun = Date.now();
    const visitor = set.visitor();
    await arrive(visitor);
    const back = next(visitor, "connection:established");
    set.foyer.dropAll();
    await back;
    visitor.socket.disconnect();
    expect(visitor.log.entries.map(({ event, cause }) => (cause ? `${event}: ${cause}` : event))).toEqual([
      "session:begun",
      "connect",
      "connection:established",
      "disconnect: transport close",
      "reconnect_wait: transport close",
      "reconnect_attempt",
      "connect",
      "reconnect",
      "connection:established",
      "disconnect: io client disconnect",
    ]);
    const times = visitor.log.entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(begun);
  });

  test("Error Tracking: what was refused, and with which code", async () => {
    const visitor = set.visitor();
    set.foyer.refusals.push({ code: "DRAINING", message: "Server is shutting down" });
    await arrive(visitor);
    expect(visitor.log.entries).toContainEqual(
      expect.objectContaining({
        event: "connect_error",
        cause: "Server is shutting down",
        detail: { kind: "retry", code: "DRAINING" },
      }),
    );
    expect(visitor.log.measurements.failures).toBe(1);
  });

  test("Performance Metrics: time to connect, to the first event, round trip; and a hook that is told", async () => {
    const visitor = set.visitor();
    const told: LogEntry[] = [];
    const unsubscribe = visitor.log.subscribe((entry) => told.push(entry));
    await arrive(visitor);
    const { connectMs = 0, firstEventMs = 0, connections } = visitor.log.measurements;
    expect(connectMs).toBeGreaterThan(0);
    expect(firstEventMs).toBeGreaterThanOrEqual(connectMs);
    expect(connections).toBe(1);
    const rtt = await until("a round trip", () => visitor.log.measurements.roundTripMs);
    expect(rtt).toBeGreaterThan(0);
    expect(visitor.log.measurements.bestRoundTripMs).toBe(rtt);
    expect(told).toEqual(visitor.log.entries);
    unsubscribe();
    visitor.socket.disconnect();
    expect(told.length).toBeLessThan(visitor.log.entries.length);
  });

  test("no token is ever logged", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.io.emit("session:expiring", { expiresAt: new Date(Date.now() + 200).toISOString() });
    await until("a refresh", () => set.foyer.countOf("auth:refresh"));
    set.foyer.end(visitor.store.token ?? "");
    set.foyer.dropAll();
    await next(visitor, "connection:established");
    expect(JSON.stringify(visitor.log.entries)).not.toMatch(/token-\d/);
  });

  test("heartbeats go out at intervals, and end with the connection", async () => {
    const visitor = set.visitor({ heartbeatInterval: 20 });
    await arrive(visitor);
    await until("three heartbeats", () => set.foyer.countOf("presence:heartbeat") >= 3);
    visitor.socket.disconnect();
    await until("the server to notice", () => set.foyer.departures.length === 1);
    const count = set.foyer.countOf("presence:heartbeat");
    await pause(100);
    expect(set.foyer.countOf("presence:heartbeat")).toBe(count);
  });
});

describe("connection log", () => {
  test("keeps the latest entries, no more than its capacity", () => {
    const log = new ConnectionLog(3);
    for (const event of ["a", "b", "c", "d", "e"]) log.record(event);
    expect(log.entries.map(({ event }) => event)).toEqual(["c", "d", "e"]);
  });

  test("the best round trip is the shortest", () => {
    const log = new ConnectionLog();
    for (const roundTripMs of [30, 10, 20]) log.measure({ roundTripMs });
    expect(log.measurements).toMatchObject({ roundTripMs: 20, bestRoundTripMs: 10 });
  });
});
