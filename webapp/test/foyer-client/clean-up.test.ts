import { describe, expect, test } from "vitest";
import { arrive, next, stage, until, type Visitor } from "./support";

const set = stage();

/** What Node.js still has to do, by kind: timers and connections. */
function pending(): Record<string, number> {
  const counts: Record<string, number> = { Timeout: 0, TCPSocketWrap: 0 };
  for (const kind of process.getActiveResourcesInfo()) {
    if (kind in counts) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Nothing more than before. Node.js keeps the connections of `fetch` for some seconds more, with a timer. */
async function settled(before: Record<string, number>): Promise<void> {
  const noMore = () => Object.entries(pending()).every(([kind, count]) => count <= (before[kind] ?? 0));
  await until(`no more than ${JSON.stringify(before)}`, noMore, 15_000).catch((error: Error) => {
    throw new Error(`${error.message}; there is ${JSON.stringify(pending())}`);
  });
}

/** Everything that listens: to the page, to the network, to the session, to the client. */
function listenersOf({ page, socket, session, network }: Visitor): number {
  interface Inside {
    events: { count(): number };
    connection?: { board: { count(): number } };
  }
  const counts = [socket, session, network].map((part) => (part as unknown as Inside).events.count());
  const changes = (socket as unknown as Required<Inside>).connection.board.count();
  return counts.reduce((sum, count) => sum + count, page.listeners + changes);
}

describe("seed: Proper Disconnection Handling", () => {
  test("Event Listener Removal: off() removes one listener, or all of an event", async () => {
    const visitor = set.visitor();
    const seen: string[] = [];
    const first = () => seen.push("first");
    visitor.socket.on("connect", first);
    visitor.socket.on("connect", () => seen.push("second"));
    visitor.socket.off("connect", first);
    await arrive(visitor);
    expect(seen).toEqual(["second"]);
    const before = listenersOf(visitor);
    visitor.socket.off("connect");
    expect(listenersOf(visitor)).toBe(before - 1);
  });

  test("Connection Status Update, Presence Update, Resource Cleanup", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    expect(visitor.page.listeners).toBeGreaterThan(0);
    visitor.socket.disconnect();
    expect(visitor.socket.getConnectionStatus()).toBe(false);
    expect(visitor.socket.socketId).toBeUndefined();
    expect(visitor.page.listeners).toBe(0);
    await until("the presence", () => set.foyer.countOf("presence:online") === 2);
    expect(set.foyer.received.at(-1)?.payload).toEqual({ isOnline: false });
  });

  test("dispose() removes the page's listeners too", async () => {
    const visitor = set.visitor();
    visitor.socket.on("connect", () => undefined);
    visitor.socket.onConnectionChange(() => undefined);
    visitor.log.subscribe(() => undefined);
    await arrive(visitor);
    visitor.dispose();
    expect(listenersOf(visitor)).toBe(0);
    expect(visitor.log.entries).toEqual([]);
  });
});

describe("a thousand rounds of connect and disconnect", () => {
  test("leave no listener, no timer and no connection", { timeout: 60_000 }, async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    visitor.socket.disconnect();
    await until("the server to be alone", () => set.foyer.sockets.length === 0);
    const before = pending();
    const listeners = listenersOf(visitor);

    for (let round = 0; round < 1000; round++) {
      // Every way to be interrupted: before anything was sent, connected, with an answer still to come, lost, offline.
      switch (round % 5) {
        case 0:
          visitor.socket.connect();
          break;
        case 1:
          await arrive(visitor);
          break;
        case 2:
          await arrive(visitor);
          void visitor.socket.match();
          break;
        case 3:
          await arrive(visitor);
          visitor.socket.cutConnection();
          void visitor.socket.match();
          break;
        default:
          visitor.socket.connect();
          visitor.page.goOffline();
      }
      visitor.socket.disconnect();
      visitor.page.goOnline();
    }

    expect(listenersOf(visitor)).toBe(listeners);
    await until("the server to be alone", () => set.foyer.io.engine.clientsCount === 0);
    await settled(before);
  });

  test("a client that was lost, renewed and disposed of leaves nothing", { timeout: 30_000 }, async () => {
    const first = set.visitor();
    await arrive(first);
    first.dispose();
    await until("the server to be alone", () => set.foyer.io.engine.clientsCount === 0);
    const before = pending();
    for (let round = 0; round < 50; round++) {
      const visitor = set.visitor();
      await arrive(visitor);
      set.foyer.end(visitor.store.token ?? "");
      set.foyer.dropAll();
      await next(visitor, "connection:established");
      void visitor.api.stats().catch(() => undefined);
      visitor.dispose();
      expect(listenersOf(visitor)).toBe(0);
    }
    await until("the server to be alone", () => set.foyer.io.engine.clientsCount === 0);
    await settled(before);
  });
});
