import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Outbox } from "../../src/foyer-client/outbox";

describe("outbox", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  /** A connection that keeps what is sent, and acknowledges when told. */
  function line() {
    const sent: { event: string; args: unknown[]; ack: (answer: unknown) => void }[] = [];
    return { sent, send: (event: string, args: unknown[], ack: (answer: unknown) => void) => sent.push({ event, args, ack }) };
  }

  test("gives the server's acknowledgement", async () => {
    const outbox = new Outbox(1000);
    const { sent, send } = line();
    outbox.open(send);
    const answer = outbox.post("chat:message", [{ content: "hi" }]);
    sent[0]?.ack({ ok: true, messageId: "m1" });
    expect(await answer).toEqual({ ok: true, messageId: "m1" });
    expect(sent).toMatchObject([{ event: "chat:message", args: [{ content: "hi" }] }]);
  });

  test("what is posted without a connection waits for one, in order", () => {
    const outbox = new Outbox(1000);
    const { sent, send } = line();
    void outbox.post("a", []);
    void outbox.post("b", []);
    outbox.open(send);
    void outbox.post("c", []);
    expect(sent.map(({ event }) => event)).toEqual(["a", "b", "c"]);
    for (const { ack } of sent) ack({ ok: true });
  });

  test("no acknowledgement in time is an answer, and what still waited is not sent any more", async () => {
    const outbox = new Outbox(1000);
    const { sent, send } = line();
    const answer = outbox.post("a", []);
    vi.advanceTimersByTime(1000);
    expect(await answer).toMatchObject({ ok: false, code: "TIMEOUT" });
    outbox.open(send);
    expect(sent).toEqual([]);
  });

  test("an acknowledgement that comes too late changes nothing", async () => {
    const outbox = new Outbox(1000);
    const { sent, send } = line();
    outbox.open(send);
    const answer = outbox.post("a", []);
    vi.advanceTimersByTime(1000);
    sent[0]?.ack({ ok: true });
    expect(await answer).toMatchObject({ ok: false, code: "TIMEOUT" });
  });

  test("a lost connection answers what was sent, and leaves what waits", async () => {
    const outbox = new Outbox(1000);
    const first = line();
    outbox.open(first.send);
    const sent = outbox.post("sent", []);
    outbox.pause();
    expect(await sent).toMatchObject({ ok: false, code: "CONNECTION_LOST" });
    const waiting = outbox.post("waiting", []);
    const second = line();
    outbox.open(second.send);
    second.sent[0]?.ack({ ok: true });
    expect(await waiting).toEqual({ ok: true });
    expect(first.sent.map(({ event }) => event)).toEqual(["sent"]);
  });

  test("a closed one answers everything", async () => {
    const outbox = new Outbox(1000);
    const waiting = outbox.post("waiting", []);
    outbox.close("goodbye");
    expect(await waiting).toEqual({ ok: false, code: "NOT_CONNECTED", message: "goodbye" });
  });

  test("is bounded", async () => {
    const outbox = new Outbox(1000);
    const all = Array.from({ length: 300 }, () => outbox.post("a", []));
    expect(await all[299]).toMatchObject({ ok: false, code: "TOO_MANY_WAITING" });
    outbox.close("goodbye");
    const codes = (await Promise.all(all)).map((ack) => (ack.ok ? "" : ack.code));
    expect(codes.filter((code) => code === "NOT_CONNECTED")).toHaveLength(256);
  });
});
