import { describe, expect, test } from "vitest";
import { ApiError, UnreachableError } from "../../src/foyer-client";
import { no, yes } from "./small-foyer";
import { arrive, logged, next, pause, stage, until, type Visitor } from "./support";

const set = stage();

const EXPIRED = { code: "TOKEN_EXPIRED", message: "Token has expired" };
const GONE = { code: "SESSION_NOT_FOUND", message: "Guest session not found or expired" };

/** The window events of the session, and what they say. */
function announcements({ page }: Visitor): { type: string; detail: unknown }[] {
  const seen: { type: string; detail: unknown }[] = [];
  for (const type of ["guest:session:expired", "guest:session:regenerated"]) {
    page.window.addEventListener(type, (event) => seen.push({ type, detail: (event as CustomEvent).detail }));
  }
  return seen;
}

describe("seed: Authentication Failure Detection", () => {
  for (const problem of [
    EXPIRED,
    GONE,
    { message: "Token has expired" },
    { message: "Guest session not found" },
    { message: "Your session expired" },
  ]) {
    test(`${JSON.stringify(problem)}: a new guest session, and the connection with its token`, async () => {
      const visitor = set.visitor();
      const seen = announcements(visitor);
      const { token } = set.foyer.newSession();
      set.foyer.end(token, problem);
      const established = await arrive(visitor, { token, user: { id: "guest_1", username: "Guest1" } });
      expect(established.userId).toBe("guest_2");
      expect(set.foyer.shown).toEqual(["token-1", "token-2"]);
      expect(seen.map(({ type }) => type)).toEqual(["guest:session:expired", "guest:session:regenerated"]);
      expect(visitor.homes).toBe(0);
    });
  }

  test("Other: the error is told, the connection's status changes, the session stays", async () => {
    const visitor = set.visitor();
    const seen = announcements(visitor);
    const session = set.foyer.newSession();
    set.foyer.refusals.push({ code: "GUESTS_ONLY", message: "Only guest sessions are supported" });
    visitor.store.save(session);
    const failure = next(visitor, "connect_error");
    visitor.socket.connect();
    expect((await failure)[0]).toMatchObject({ kind: "refused", message: "Only guest sessions are supported" });
    expect(visitor.socket.status).toMatchObject({ state: "failed", code: "GUESTS_ONLY", connected: false });
    await pause(100);
    expect(set.foyer.shown).toHaveLength(1);
    expect(visitor.store.token).toBe(session.token);
    expect(seen).toEqual([]);
    await arrive(visitor); // a human may try again
  });

  test("Other: a token that the server calls invalid is not shown a second time", async () => {
    const visitor = set.visitor();
    visitor.store.save({ token: "forged", user: set.foyer.newSession().user });
    visitor.socket.connect();
    await next(visitor, "connect_error");
    expect(visitor.store.token).toBeUndefined();
    await arrive(visitor);
    expect(set.foyer.shown).toEqual(["forged", "token-2"]);
  });
});

describe("seed: Automatic Token Regeneration", () => {
  test("Token Regeneration Flow: the steps, in order", async () => {
    const visitor = set.visitor();
    const steps: string[] = [];
    const { window } = visitor.page;
    window.addEventListener("guest:session:expired", () => {
      const { isRegenerating } = visitor.session;
      steps.push(`UI: expired; regenerating ${isRegenerating}; stored ${visitor.store.token}`);
    });
    window.addEventListener("guest:session:regenerated", () => {
      steps.push(`UI: regenerated; stored ${visitor.store.token}; user ${visitor.socket.currentUser?.username}`);
    });
    set.foyer.answer(({ path, body }) => {
      if (path === "/api/guest") steps.push(`API: new guest ${body["username"] ?? "of any name"}; stored ${visitor.store.token}`);
      return undefined;
    });
    visitor.socket.on("connect", () => steps.push("connect"));

    const old = set.foyer.newSession("Old");
    set.foyer.end(old.token);
    await arrive(visitor, old);
    expect(steps).toEqual([
      "UI: expired; regenerating true; stored token-1",
      "API: new guest of any name; stored undefined",
      "UI: regenerated; stored token-2; user Guest2",
      "connect",
    ]);
    expect(visitor.session.isRegenerating).toBe(false);
  });

  test("Token Expiration and Regeneration: the token ends while connected, and operations resume with a new one", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.end("token-1");
    set.foyer.io.emit("session:expired", EXPIRED);
    await next(visitor, "session:expired");
    set.foyer.dropAll();
    const [established] = await next(visitor, "connection:established");
    expect(established.userId).toBe("guest_2");
    // The old token, known to be no good, was not shown again.
    expect(set.foyer.shown).toEqual(["token-1", "token-2"]);
    expect(await visitor.socket.sendMessage({ type: "text", content: "still here" })).toEqual({ ok: true });
  });

  test("the new guest is of the same device and profile, and of another name", async () => {
    const visitor = set.visitor();
    const old = set.foyer.newSession("Old");
    const user = { ...old.user, location: "Lyon", language: "fr" };
    set.foyer.end(old.token);
    await arrive(visitor, { ...old, user });
    const [request] = set.foyer.requestsTo("/api/guest");
    expect(request?.body).toEqual({ deviceId: visitor.store.deviceId, location: "Lyon", language: "fr" });
    expect(visitor.store.user?.username).toBe("Guest2");
  });

  test("what waited to be said by the old guest is not said by the new one", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.end("token-1", GONE);
    set.foyer.dropAll();
    await next(visitor, "disconnect");
    const answer = visitor.socket.sendMessage({ type: "text", content: "to my old friend" });
    await next(visitor, "connection:established");
    expect(await answer).toMatchObject({ ok: false, code: "NOT_CONNECTED" });
    expect(set.foyer.countOf("chat:message")).toBe(0);
  });
});

describe("seed: Session Data Management", () => {
  test("JWT Token, User Data, Device ID, Username: where they are kept", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    const { sessionStorage, localStorage } = visitor.page;
    expect(sessionStorage.getItem("guestAuthToken")).toBe("token-1");
    expect(JSON.parse(sessionStorage.getItem("guest_user_session") ?? "")).toMatchObject({
      id: "guest_1",
      username: "Guest1",
    });
    const deviceId = localStorage.getItem("guest_deviceId");
    expect(deviceId).toMatch(/^[0-9a-f]{32}$/);
    expect(set.foyer.requestsTo("/api/guest")[0]?.body).toEqual({ deviceId });
  });

  test("User Data: what cannot be read is as if there were none", async () => {
    const visitor = set.visitor();
    visitor.page.sessionStorage.setItem("guestAuthToken", "token-0");
    visitor.page.sessionStorage.setItem("guest_user_session", "{");
    await arrive(visitor);
    expect(set.foyer.shown).toEqual(["token-1"]);
  });
});

describe("seed: Error Recovery Mechanisms", () => {
  test("Prevent Concurrent Regeneration: however many callers, one renewal", async () => {
    const visitor = set.visitor();
    const seen = announcements(visitor);
    await arrive(visitor);
    set.foyer.end("token-1", GONE);
    set.foyer.dropAll(); // the socket will notice, too
    const users = await Promise.all(Array.from({ length: 20 }, () => visitor.api.me()));
    expect(new Set(users.map(({ id }) => id))).toEqual(new Set(["guest_2"]));
    await until("the connection", () => visitor.socket.getConnectionStatus());
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(2);
    expect(seen.map(({ type }) => type)).toEqual(["guest:session:expired", "guest:session:regenerated"]);
    expect(set.foyer.shown.at(-1)).toBe("token-2");
  });

  test("API Call Successful? No: the server refuses, and the visitor is led home", async () => {
    const visitor = set.visitor();
    const old = set.foyer.newSession();
    set.foyer.end(old.token);
    set.foyer.answer(({ path }) => (path === "/api/guest" ? no(403, { code: "FORBIDDEN", message: "No" }) : undefined));
    visitor.store.save(old);
    visitor.socket.connect();
    await until("home", () => visitor.homes === 1);
    expect(visitor.socket.status).toMatchObject({ state: "failed", cause: "No" });
    expect(visitor.store.token).toBeUndefined();
    await pause(100);
    expect(visitor.homes).toBe(1);
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(1);
  });

  test("API Call Successful? Not reached: nobody is led home, the attempts go on until it is", async () => {
    const visitor = set.visitor();
    const seen = announcements(visitor);
    const old = set.foyer.newSession();
    set.foyer.end(old.token);
    const stopCutting = set.foyer.answer(({ path }) => (path === "/api/guest" ? { status: 0, cut: true } : undefined));
    visitor.store.save(old);
    visitor.socket.connect();
    await until("three attempts", () => set.foyer.requestsTo("/api/guest").length >= 3);
    expect(visitor.homes).toBe(0);
    expect(visitor.session.isRegenerating).toBe(true);
    stopCutting();
    await next(visitor, "connection:established");
    expect(seen.map(({ type }) => type)).toEqual(["guest:session:expired", "guest:session:regenerated"]);
    expect(visitor.homes).toBe(0);
  });

  test("a server in trouble is not a refusal", async () => {
    const visitor = set.visitor();
    const old = set.foyer.newSession();
    set.foyer.end(old.token);
    const recover = set.foyer.answer(({ path }) =>
      path === "/api/guest" ? no(503, { code: "UNAVAILABLE", message: "Service temporarily unavailable" }) : undefined,
    );
    visitor.store.save(old);
    visitor.socket.connect();
    await until("two attempts", () => set.foyer.requestsTo("/api/guest").length >= 2);
    recover();
    await next(visitor, "connection:established");
    expect(visitor.homes).toBe(0);
  });

  test("a server that refuses the sessions it has just made is not asked for ever", async () => {
    const visitor = set.visitor();
    set.foyer.refusals.push(EXPIRED, EXPIRED, EXPIRED);
    visitor.socket.connect();
    await until("home", () => visitor.homes === 1);
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(2);
    expect(visitor.socket.status).toMatchObject({ state: "failed", code: "TOKEN_EXPIRED" });
  });

  test("a session deleted under a connected guest: sent away, and back as another with the next request", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.end("token-1", GONE);
    set.foyer.sockets[0]?.disconnect();
    await next(visitor, "disconnect");
    const established = next(visitor, "connection:established");
    expect((await visitor.api.me()).id).toBe("guest_2");
    expect((await established)[0].userId).toBe("guest_2");
  });
});

describe("seed: API-Level Error Handling", () => {
  test("401: session regenerated, socket reconnected with the new token, original request sent again", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.end("token-1");
    const established = next(visitor, "connection:established");
    const profile = set.foyer.answer(({ path, token, body }) =>
      path === "/api/guest/location" && token === "token-2"
        ? yes(200, { location: body["location"], gender: null, language: null })
        : undefined,
    );
    expect(await visitor.api.updateProfile({ location: "Lyon" })).toMatchObject({ location: "Lyon" });
    profile();
    expect(set.foyer.requestsTo("/api/guest/location").map(({ token, body }) => [token, body])).toEqual([
      ["token-1", { location: "Lyon" }],
      ["token-2", { location: "Lyon" }],
    ]);
    expect((await established)[0].userId).toBe("guest_2");
    expect(set.foyer.shown).toEqual(["token-1", "token-2"]);
    expect(visitor.store.user?.location).toBe("Lyon");
  });

  test("401 twice: the caller is told", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    set.foyer.answer(({ path }) => (path === "/api/stats" ? no(401, EXPIRED) : undefined));
    await expect(visitor.api.stats()).rejects.toMatchObject({ status: 401, code: "TOKEN_EXPIRED" });
    expect(set.foyer.requestsTo("/api/stats")).toHaveLength(2);
  });

  test("a token that has been renewed meanwhile is used, without another renewal", async () => {
    const visitor = set.visitor();
    const old = set.foyer.newSession();
    visitor.store.save(old);
    set.foyer.answer(({ path, token }) => {
      if (path !== "/api/guest/me" || token !== old.token) return undefined;
      visitor.store.save(set.foyer.newSession());
      return no(401, EXPIRED);
    });
    expect((await visitor.api.me()).id).toBe("guest_2");
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(0);
  });

  test("401 for a guest who has left on purpose meanwhile: nobody takes its place", async () => {
    const visitor = set.visitor();
    const session = set.foyer.newSession();
    visitor.store.save(session);
    set.foyer.answer(async ({ path, token }) => {
      if (path !== "/api/stats") return undefined;
      await visitor.api.endSession();
      return no(401, token === session.token ? GONE : EXPIRED);
    });
    await expect(visitor.api.stats()).rejects.toMatchObject({ status: 401 });
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(0);
    expect(visitor.store.token).toBeUndefined();
  });

  test("other refusals are the caller's: status, code, fields, when to try again", async () => {
    const visitor = set.visitor();
    set.foyer.answer(({ path }) => {
      if (path === "/api/guest") {
        return {
          status: 400,
          json: {
            success: false,
            code: "INVALID_INPUT",
            message: "Validation failed",
            errors: [{ field: "username", message: "too short" }],
          },
        };
      }
      return { status: 429, headers: { "Retry-After": "7" }, json: { success: false, code: "RATE_LIMITED", message: "Slow" } };
    });
    const failure = await visitor.session.begin({ username: "x" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status: 400, code: "INVALID_INPUT", fields: [{ field: "username", message: "too short" }] });
    await expect(visitor.api.suggestUsername()).rejects.toMatchObject({ status: 429, retryAfterMs: 7000 });
  });

  test("a page of a proxy's is no envelope", async () => {
    const visitor = set.visitor();
    set.foyer.answer(() => ({ status: 502, headers: { "Content-Type": "text/html" } }));
    await expect(visitor.api.suggestUsername()).rejects.toMatchObject({ status: 502, code: "NO_ENVELOPE" });
  });

  test("no answer in time, none at all, and a caller that changes its mind", async () => {
    const visitor = set.visitor();
    set.foyer.answer(async ({ path }) => {
      if (path === "/api/stats") await pause(300);
      return path === "/api/users/stats" ? { status: 0, cut: true } : undefined;
    });
    await expect(visitor.api.stats({ timeoutMs: 50 })).rejects.toMatchObject({ code: "TIMEOUT" });
    await expect(visitor.api.userStats()).rejects.toMatchObject({ code: "UNREACHABLE" });
    const controller = new AbortController();
    const cancelled = visitor.api.stats({ signal: controller.signal });
    controller.abort();
    const error = await cancelled.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error).toMatchObject({ code: "ABORTED" });
  });

  test("endSession forgets the session, and minds no session that had ended already", async () => {
    const visitor = set.visitor();
    const session = set.foyer.newSession();
    set.foyer.end(session.token, GONE);
    visitor.store.save(session);
    await visitor.api.endSession();
    expect(visitor.store.token).toBeUndefined();
    expect(set.foyer.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["DELETE /api/guest/me"]);
    await visitor.api.endSession();
    expect(set.foyer.requests).toHaveLength(1);
  });
});

describe("renewal before expiry", () => {
  test("session:expiring: a fresh token over REST, then auth:refresh; the visitor never notices", async () => {
    const visitor = set.visitor();
    const seen = announcements(visitor);
    await arrive(visitor);
    const { socketId } = visitor.socket;
    set.foyer.io.emit("session:expiring", { expiresAt: new Date(Date.now() + 400).toISOString() });
    await until("auth:refresh", () => set.foyer.countOf("auth:refresh"));
    expect(set.foyer.requestsTo("/api/guest/token")[0]?.token).toBe("token-1");
    expect(set.foyer.received.at(-1)).toEqual({ event: "auth:refresh", payload: { token: "token-2" } });
    expect(visitor.store.token).toBe("token-2");
    expect(visitor.socket.socketId).toBe(socketId);
    await until("the acknowledgement", () => logged(visitor, "auth:refreshed").length);
    set.foyer.end("token-1");
    set.foyer.dropAll();
    await next(visitor, "reconnect");
    expect(set.foyer.shown).toEqual(["token-1", "token-2"]);
    expect(seen).toEqual([]);
  });

  test("a fresh token that does not come is asked for again, while there is time", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    const recover = set.foyer.answer(({ path }) => (path === "/api/guest/token" ? { status: 0, cut: true } : undefined));
    set.foyer.io.emit("session:expiring", { expiresAt: new Date(Date.now() + 3_000).toISOString() });
    await until("a failure", () => logged(visitor, "session:refresh_failed").length);
    recover();
    await until("auth:refresh", () => set.foyer.countOf("auth:refresh"));
  });

  test("refreshes that several ask for at once are one", async () => {
    const visitor = set.visitor();
    visitor.store.save(set.foyer.newSession());
    const grants = await Promise.all([visitor.session.refresh(), visitor.session.refresh()]);
    expect(grants[0]).toBe(grants[1]);
    expect(set.foyer.requestsTo("/api/guest/token")).toHaveLength(1);
  });
});

describe("another guest on the same page", () => {
  test("session.begin() while connected: the connection is the new guest's", async () => {
    const visitor = set.visitor();
    await arrive(visitor);
    const established = next(visitor, "connection:established");
    await visitor.session.begin({ username: "Grace" });
    expect((await established)[0].username).toBe("Grace");
    await until("the old one to go", () => set.foyer.sockets.length === 1);
  });

  test("session.begin() before connect() connects nobody", async () => {
    const visitor = set.visitor();
    await visitor.session.begin({ username: "Grace" });
    await pause(50);
    expect(set.foyer.shown).toEqual([]);
    expect((await arrive(visitor)).username).toBe("Grace");
    expect(set.foyer.requestsTo("/api/guest")).toHaveLength(1);
  });
});
