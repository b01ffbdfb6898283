import { describe, expect, test } from "vitest";
import type { ConnectionError } from "../../src/foyer-client";
import { arrive, logged, next, pause, stage, until } from "./support";

const set = stage();

describe("seed: Connection Establishment", () => {
  test("Authentication and JWT Token Handling: connect(guestUser) shows that guest's token", async () => {
    const session = set.foyer.newSession("Ada");
    const visitor = set.visitor();
    const established = next(visitor, "connection:established");
    visitor.socket.connect({ ...session.user, token: session.token });
    expect((await established)[0].userId).toBe(session.user.id);
    expect(set.foyer.shown).toEqual([session.token]);
    expect(visitor.page.sessionStorage.getItem("guestAuthToken")).toBe(session.token);
    expect(visitor.socket.currentUser).toEqual(session.user);
  });

  test("Authentication and JWT Token Handling: connect() shows the token of the session storage", async () => {
    const session = set.foyer.newSession();
    await arrive(set.visitor(), session);
    expect(set.foyer.shown).toEqual([session.token]);
    expect(set.foyer.requests).toEqual([]);
  });

  test("connect() without a session begins one, and calls nothing expired", async () => {
    const visitor = set.visitor();
    visitor.page.window.addEventListener("guest:session:expired", () => expect.unreachable());
    await arrive(visitor);
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(1);
    expect(visitor.page.sessionStorage.getItem("guestAuthToken")).toBe("token-1");
  });

  test("User Metadata Delivery: userId, username, socketId, sessionId, isGuest", async () => {
    const visitor = set.visitor();
    const established = await arrive(visitor, set.foyer.newSession("CoolPanda1234"));
    expect(established).toMatchObject({
      userId: "guest_1",
      username: "CoolPanda1234",
      socketId: visitor.socket.socketId,
      sessionId: "session-1",
      isGuest: true,
    });
  });

  test("Presence Registration / Full Connection Handshake Process: status, callbacks, register, online, established", async () => {
    const visitor = set.visitor();
    const order: string[] = [];
    visitor.socket.onConnectionChange((connected, { state }) => order.push(connected ? "callback" : state));
    visitor.socket.on("connect", () => order.push(`connect, status ${visitor.socket.getConnectionStatus()}`));
    visitor.socket.on("connection:established", () => order.push("established"));
    await arrive(visitor, set.foyer.newSession());
    expect(order).toEqual(["connecting", "callback", "connect, status true", "established"]);
    await until("the guest to be registered", () => set.foyer.countOf("presence:online"));
    expect(set.foyer.received.slice(0, 2)).toEqual([
      { event: "guest:register", payload: { deviceId: visitor.page.localStorage.getItem("guest_deviceId") } },
      { event: "presence:online", payload: { isOnline: true } },
    ]);
  });

  test("Force New Connection Prevention: two clients of one page share no connection", async () => {
    const session = set.foyer.newSession();
    const [first, second] = [set.visitor(), set.visitor()];
    await arrive(first, session);
    await arrive(second, session);
    expect(first.socket.socketId).not.toBe(second.socket.socketId);
    expect(set.foyer.io.engine.clientsCount).toBe(2);
  });

  test("the second transport is tried where the first does not get through", async () => {
    set.foyer.io.engine.opts.transports = ["polling"];
    const visitor = set.visitor();
    await arrive(visitor, set.foyer.newSession());
    expect(visitor.socket.status.transport).toBe("polling");
  });

  test("connecting twice is connecting once", async () => {
    const visitor = set.visitor();
    visitor.socket.connect();
    visitor.socket.connect();
    await arrive(visitor);
    visitor.socket.connect();
    await pause(50);
    expect(set.foyer.shown).toHaveLength(1);
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(1);
  });
});

describe("seed: Disconnect Handling", () => {
  test("Automatic Presence Updates: disconnect() updates the status, goes offline, and says goodbye", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    const reason = next(visitor, "disconnect");
    visitor.socket.disconnect();
    expect(visitor.socket.getConnectionStatus()).toBe(false);
    expect(await reason).toEqual(["io client disconnect"]);
    await until("the server to hear of it", () => set.foyer.departures.length > 0);
    expect(set.foyer.departures).toEqual(["client namespace disconnect"]);
    expect(set.foyer.received.at(-1)).toEqual({ event: "presence:online", payload: { isOnline: false } });
    await pause(100);
    expect(set.foyer.shown).toHaveLength(1);
  });

  test("disconnect() ends a reconnection under way", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    visitor.socket.disconnect();
    await pause(100);
    expect(set.foyer.shown).toHaveLength(1);
    expect(visitor.socket.status.state).toBe("disconnected");
  });

  test("connect() after disconnect() comes back with the same session, and the page's listeners", async () => {
    const visitor = set.visitor();
    let count = 0;
    visitor.socket.on("connection:established", () => count++);
    await arrive(visitor);
    visitor.socket.disconnect();
    await arrive(visitor);
    expect(count).toBe(2);
    expect(set.foyer.shown).toEqual(["token-1", "token-1"]);
  });

  test("a DISCONNECT of the server's is final until connect()", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.sockets[0]?.disconnect();
    expect(await next(visitor, "disconnect")).toEqual(["io server disconnect"]);
    expect(visitor.socket.status).toMatchObject({ state: "disconnected", cause: "io server disconnect" });
    await pause(100);
    expect(set.foyer.shown).toHaveLength(1);
    await arrive(visitor);
    expect(visitor.socket.getConnectionStatus()).toBe(true);
  });
});

describe("seed: Reconnection Event Handling", () => {
  test("reconnect_attempt: tells the number of each attempt", async () => {
    const visitor = set.visitor();
    const numbers: number[] = [];
    await arrive(visitor);
    visitor.socket.on("reconnect_attempt", (number) => numbers.push(number));
    await set.foyer.stop();
    await until("three attempts", () => numbers.length >= 3);
    expect(numbers.slice(0, 3)).toEqual([1, 2, 3]);
    await set.foyer.startAgain();
    await next(visitor, "reconnect");
  });

  test("reconnect: comes after the attempts it took, when the connection stands", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    const order: string[] = [];
    visitor.socket.on("reconnect_attempt", () => order.push("attempt"));
    visitor.socket.on("reconnect", (attempts) => {
      order.push(`reconnect after ${attempts}, status ${visitor.socket.getConnectionStatus()}`);
    });
    set.foyer.dropAll();
    await next(visitor, "reconnect");
    expect(order).toEqual(["attempt", "reconnect after 1, status true"]);
  });

  test("reconnect: each begins to count anew", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    for (let round = 0; round < 3; round++) {
      set.foyer.dropAll();
      expect(await next(visitor, "reconnect")).toEqual([1]);
    }
  });

  test("reconnect_error: fires for an unreachable server, and looks for an expired token or session", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    await set.foyer.stop();
    const [error] = await next(visitor, "reconnect_error");
    expect(error.kind).toBe("network");
    set.foyer.end("token-1");
    await set.foyer.startAgain();
    const errors: ConnectionError[] = [];
    visitor.socket.on("reconnect_error", (failure) => errors.push(failure));
    await next(visitor, "reconnect");
    expect(errors.at(-1)).toMatchObject({ kind: "token_expired", code: "TOKEN_EXPIRED", curedByANewSession: true });
    expect(visitor.store.token).toBe("token-2");
  });

  test("reconnect_failed: ten attempts, and no more", async () => {
    const visitor = set.visitor({ reconnectionDelay: 2, reconnectionDelayMax: 10 });
    await arrive(visitor);
    await set.foyer.stop();
    let attempts = 0;
    visitor.socket.on("reconnect_attempt", () => attempts++);
    await next(visitor, "reconnect_failed");
    expect(attempts).toBe(10);
    expect(visitor.socket.status.state).toBe("failed");
    expect(visitor.socket.getConnectionStatus()).toBe(false);
    await pause(100);
    expect(attempts).toBe(10);
    await set.foyer.startAgain();
    await arrive(visitor);
  });

  test("the very first connection is tried again as well", async () => {
    const visitor = set.visitor();
    const session = set.foyer.newSession();
    await set.foyer.stop();
    const attempts = next(visitor, "reconnect_attempt");
    visitor.store.save(session);
    visitor.socket.connect();
    await attempts;
    await set.foyer.startAgain();
    await next(visitor, "connection:established");
  });
});

describe("seed: Reconnection Scenario", () => {
  test("Network Interruption: disconnect, status, attempts, reconnect, callbacks, connection resumed", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    const states: string[] = [];
    visitor.socket.onConnectionChange((_, { state }) => states.push(state));
    await set.foyer.stop();
    await until("two attempts", () => logged(visitor, "reconnect_attempt").length >= 2);
    await set.foyer.startAgain();
    await next(visitor, "connection:established");
    expect(states[0]).toBe("reconnecting");
    expect(states.at(-1)).toBe("connected");
    const story = logged(visitor, "disconnect", "reconnect_attempt", "reconnect_error", "reconnect").join(" ");
    expect(story).toMatch(/^disconnect (reconnect_attempt reconnect_error )+reconnect_attempt reconnect$/);
  });

  test("a short loss is recovered: same socket id, nothing missed", async () => {
    const visitor = set.visitor();
    const texts: unknown[] = [];
    visitor.socket.on("chat:message", ({ content }) => texts.push(content));
    const { socketId } = await arrive(visitor);
    // The server's recovery needs the offset of at least one event.
    set.foyer.io.emit("chat:message", { type: "text", content: "before" });
    await until("a message", () => texts.length === 1);
    set.foyer.dropAll();
    await until("the server to notice", () => set.foyer.departures.length === 1);
    set.foyer.io.emit("chat:message", { type: "text", content: "meanwhile" });
    expect(await next(visitor, "connect")).toEqual([true]);
    await until("the missed message", () => texts.length === 2);
    expect(texts).toEqual(["before", "meanwhile"]);
    expect(visitor.socket.socketId).toBe(socketId);
  });

  test("the status tells when the next attempt will be", async () => {
    const visitor = set.visitor({ reconnectionDelay: 500, reconnectionDelayMax: 500 });
    await arrive(visitor);
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    const { state, attempt, nextAttemptAt = 0, cause } = visitor.socket.status;
    expect({ state, attempt, cause }).toEqual({ state: "reconnecting", attempt: 1, cause: "transport close" });
    expect(nextAttemptAt - Date.now()).toBeGreaterThan(200);
    expect(nextAttemptAt - Date.now()).toBeLessThanOrEqual(500);
  });
});

describe("a server that asks to wait", () => {
  test("RATE_LIMITED: the attempt is made after retryAfterMs, not before", async () => {
    const visitor = set.visitor();
    set.foyer.refusals.push({ code: "RATE_LIMITED", message: "Rate limit exceeded", retryAfterMs: 300 });
    const begun = Date.now();
    await arrive(visitor);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(300);
    expect(visitor.log.entries).toContainEqual(
      expect.objectContaining({ event: "reconnect_wait", detail: { attempt: 1, waitMs: 300 } }),
    );
  });

  test("DRAINING: is tried again on the schedule", async () => {
    const visitor = set.visitor();
    const draining = { code: "DRAINING", message: "Server is shutting down" };
    set.foyer.refusals.push(draining, draining, draining);
    await arrive(visitor);
    expect(logged(visitor, "reconnect_attempt")).toHaveLength(3);
  });

  test("server:draining: comes back after reconnectInMs", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.io.emit("server:draining", { reconnectInMs: 250 });
    await next(visitor, "server:draining");
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    const begun = Date.now();
    await next(visitor, "reconnect");
    expect(Date.now() - begun).toBeGreaterThanOrEqual(245);
  });

  test("no session for now: POST /api/guest is tried again after Retry-After", async () => {
    const visitor = set.visitor();
    let refused = 0;
    set.foyer.answer(({ path }) =>
      path === "/api/guest" && refused++ === 0
        ? {
            status: 429,
            headers: { "Retry-After": "1" },
            json: { success: false, code: "RATE_LIMITED", message: "Rate limit exceeded", retryAfterMs: 200 },
          }
        : undefined,
    );
    await arrive(visitor);
    expect(logged(visitor, "reconnect_attempt")).toHaveLength(1);
    expect(visitor.homes).toBe(0);
  });
});

describe("seed: Connection Status Monitoring", () => {
  test("onConnectionChange() Implementation: tells true and false, and its own unsubscribe ends it", async () => {
    const visitor = set.visitor();
    const seen: boolean[] = [];
    const unsubscribe = visitor.socket.onConnectionChange((connected) => seen.push(connected));
    expect(visitor.socket.getConnectionStatus()).toBe(false);
    await arrive(visitor);
    expect(visitor.socket.getConnectionStatus()).toBe(true);
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    expect(visitor.socket.getConnectionStatus()).toBe(false);
    await next(visitor, "reconnect");
    expect(seen.filter((connected, index) => connected !== seen[index - 1])).toEqual([false, true, false, true]);
    unsubscribe();
    const { length } = seen;
    visitor.socket.disconnect();
    expect(seen).toHaveLength(length);
  });

  test("a listener that throws harms nobody else", async () => {
    const uncaught: unknown[] = [];
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", (error) => uncaught.push(error));
    try {
      const visitor = set.visitor();
      const fault = new Error("the page's own fault");
      visitor.socket.onConnectionChange(() => {
        throw fault;
      });
      visitor.socket.on("connect", () => {
        throw fault;
      });
      await arrive(visitor);
      expect(visitor.socket.getConnectionStatus()).toBe(true);
      visitor.dispose();
      await pause(0);
      expect(uncaught).toEqual([fault, fault, fault, fault]);
    } finally {
      process.removeAllListeners("uncaughtException");
      for (const other of others) process.on("uncaughtException", other);
    }
  });
});

describe("events of the client", () => {
  test("every one of the contract goes out with its payload, and gives its acknowledgement", async () => {
    const visitor = set.visitor({ heartbeatInterval: 0 });
    await arrive(visitor);
    await until("the registration", () => set.foyer.countOf("presence:online"));
    set.foyer.received.length = 0;
    const { socket } = visitor;
    const acks = await Promise.all([
      socket.match(),
      socket.cancelMatch(),
      socket.sendMessage({ type: "text", content: "hi", id: "mine" }),
      socket.confirmDelivery("m1"),
      socket.clearChat(),
      socket.leaveRoom(),
      socket.closeRoom(),
      socket.sendOffer({ type: "offer", sdp: "o" }, "video"),
      socket.sendAnswer({ type: "answer", sdp: "a" }),
      socket.sendIceCandidate(null),
      socket.endCall(),
      socket.rejectCall(),
      socket.timeOutCall(),
      socket.requestRealtimeStats(),
      socket.requestStats(),
      socket.requestOnlineUsers(),
      socket.registerGuest({ deviceId: "d" }),
      socket.updateGuest({ language: "en" }),
      socket.updateOnlineStatus(true),
      socket.updateSearchingStatus(false),
      socket.heartbeat(),
      socket.requestPresence(),
      socket.refreshAuth("t"),
    ]);
    socket.startTyping();
    socket.stopTyping();
    await until("the last", () => set.foyer.countOf("chat:typing:stop"));
    expect(acks.every(({ ok }) => ok)).toBe(true);
    expect(set.foyer.received.map(({ event, payload }) => [event, payload])).toEqual([
      ["user:match", undefined],
      ["user:match:cancel", undefined],
      ["chat:message", { type: "text", content: "hi", id: "mine" }],
      ["chat:message:delivered", { messageId: "m1" }],
      ["chat:clear", undefined],
      ["leave-room", undefined],
      ["close-room", undefined],
      ["webrtc:offer", { offer: { type: "offer", sdp: "o" }, type: "video" }],
      ["webrtc:answer", { answer: { type: "answer", sdp: "a" } }],
      ["webrtc:ice-candidate", { candidate: null }],
      ["webrtc:call-end", undefined],
      ["webrtc:call-reject", undefined],
      ["webrtc:call-timeout", undefined],
      ["get:stats", undefined],
      ["stats:request", undefined],
      ["users:online:request", undefined],
      ["guest:register", { deviceId: "d" }],
      ["guest:update", { language: "en" }],
      ["presence:online", { isOnline: true }],
      ["presence:searching", { isSearching: false }],
      ["presence:heartbeat", undefined],
      ["presence:request_update", undefined],
      ["auth:refresh", { token: "t" }],
      ["chat:typing:start", undefined],
      ["chat:typing:stop", undefined],
    ]);
  });

  test("what is sent while the connection is away goes out when it is back", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    expect(await visitor.socket.sendMessage({ type: "text", content: "patience" })).toEqual({ ok: true });
    expect(set.foyer.countOf("chat:message")).toBe(1);
  });

  test("what is sent while the first connection is made goes out when it is there", async () => {
    const visitor = set.visitor();
    visitor.socket.connect();
    expect(await visitor.socket.match()).toEqual({ ok: true });
  });

  test("without a connection, or the hope of one, the answer is NOT_CONNECTED at once", async () => {
    const visitor = set.visitor();
    expect(await visitor.socket.match()).toMatchObject({ ok: false, code: "NOT_CONNECTED" });
    await arrive(visitor);
    visitor.socket.disconnect();
    expect(await visitor.socket.match()).toMatchObject({ ok: false, code: "NOT_CONNECTED" });
    expect(set.foyer.countOf("user:match")).toBe(0);
  });

  test("no acknowledgement within the time: TIMEOUT", async () => {
    const visitor = set.visitor({ ackTimeout: 50 });
    await arrive(visitor);
    set.foyer.mute.add("user:match");
    expect(await visitor.socket.match()).toMatchObject({ ok: false, code: "TIMEOUT" });
  });

  test("the events of the server reach on(), until off()", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    const seen: string[] = [];
    const listener = ({ message }: { message: string }) => seen.push(message);
    visitor.socket.on("user:match:searching", listener);
    set.foyer.io.emit("user:match:searching", { message: "one" });
    await until("the event", () => seen.length === 1);
    visitor.socket.off("user:match:searching", listener);
    set.foyer.io.emit("user:match:searching", { message: "two" });
    set.foyer.io.emit("user:match:no_users", { message: "three" });
    await next(visitor, "user:match:no_users");
    expect(seen).toEqual(["one"]);
  });
});
