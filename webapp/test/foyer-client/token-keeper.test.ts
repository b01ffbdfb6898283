import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ConnectionLog } from "../../src/foyer-client/connection-log";
import { environment } from "../../src/foyer-client/environment";
import { Http } from "../../src/foyer-client/http";
import { Session } from "../../src/foyer-client/session";
import { SessionStore } from "../../src/foyer-client/session-store";
import { TokenKeeper } from "../../src/foyer-client/token-keeper";
import { FakePage } from "./page";

/** When a fresh token is asked for, with the clock in the test's hand; what answers is a `fetch` of the test's own. */
describe("renewal before expiry: the moment", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse("2026-01-01T12:00:00Z") });
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  function keeper(random: number, answers: (number | Error)[] = []) {
    const asked: number[] = [];
    const page = new FakePage();
    const fetchToken = async () => {
      asked.push(Date.now());
      const answer = answers.shift() ?? 200;
      if (answer instanceof Error) throw answer;
      const body =
        answer === 200
          ? { success: true, data: { token: `t${asked.length + 1}`, expiresAt: "" } }
          : { success: false, code: "TOKEN_EXPIRED", message: "Token has expired" };
      return new Response(JSON.stringify(body), { status: answer });
    };
    const place = environment({ ...page.environment, fetch: fetchToken as typeof fetch });
    const store = new SessionStore(place);
    store.save({ token: "t1", user: { id: "guest_1" } as never });
    const log = new ConnectionLog();
    const session = new Session(store, new Http("", place), place, log, { goHome: () => undefined, requestTimeout: 1000 });
    const begun = Date.now();
    return {
      keeper: new TokenKeeper(session, log, () => random),
      store,
      askedAfterMs: () => asked.map((at) => at - begun),
    };
  }

  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

  test("is drawn between a quarter and a half of what is left", async () => {
    for (const [random, expected] of [
      [0, 15_000],
      [1, 30_000],
    ] as const) {
      const { keeper: it, askedAfterMs, store } = keeper(random);
      it.expiresAt(inMs(60_000));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(askedAfterMs()).toEqual([expected]);
      expect(store.token).toBe("t2");
    }
  });

  test("a token of a few seconds, announced at once, is not asked for in a storm", async () => {
    const { keeper: it, askedAfterMs } = keeper(0);
    it.expiresAt(inMs(4_000));
    await vi.advanceTimersByTimeAsync(999);
    expect(askedAfterMs()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(askedAfterMs()).toEqual([1_000]);
  });

  test("clocks that disagree by hours change nothing", async () => {
    for (const hours of [-5, 5]) {
      const { keeper: it, askedAfterMs } = keeper(0);
      it.serverTimeIs(inMs(hours * 3_600_000));
      it.expiresAt(inMs(hours * 3_600_000 + 60_000));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(askedAfterMs()).toEqual([15_000]);
    }
  });

  test("nor when the server has not said what time it is", async () => {
    const { keeper: it, askedAfterMs } = keeper(0);
    it.expiresAt(inMs(5 * 3_600_000));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(askedAfterMs()).toEqual([15_000]);
  });

  test("without an answer it is asked again and again, until the end", async () => {
    const down = Array.from({ length: 100 }, () => new TypeError("fetch failed"));
    const { keeper: it, askedAfterMs } = keeper(0, down);
    it.expiresAt(inMs(60_000));
    await vi.advanceTimersByTimeAsync(120_000);
    const times = askedAfterMs();
    expect(times.length).toBeGreaterThan(5);
    expect(times.length).toBeLessThan(30);
    expect(times.at(-1)).toBeLessThanOrEqual(60_000);
  });

  test("a refusal is not asked about again: the server says what is next", async () => {
    const { keeper: it, askedAfterMs, store } = keeper(0, [401]);
    it.expiresAt(inMs(60_000));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(askedAfterMs()).toHaveLength(1);
    expect(store.token).toBe("t1");
  });

  test("a stopped one asks no more", async () => {
    const { keeper: it, askedAfterMs } = keeper(0);
    it.expiresAt(inMs(60_000));
    it.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(askedAfterMs()).toEqual([]);
  });
});
