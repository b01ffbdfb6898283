import type { Ack } from "./contract.js";

/** Why an event was not acknowledged, when it is not the server that says so. */
export type LocalRefusalCode =
  /** There is no connection, and none is being made. Nothing was sent. */
  | "NOT_CONNECTED"
  /** Too many events wait for a connection. Nothing was sent. */
  | "TOO_MANY_WAITING"
  /** The connection was lost after the event was sent: it may have been carried out. */
  | "CONNECTION_LOST"
  /** No acknowledgement in time: it may have been carried out, if it was sent at all. */
  | "TIMEOUT";

/** Sends an event on the connection there is. */
export type Send = (event: string, args: unknown[], ack: (answer: unknown) => void) => void;

interface Letter {
  event: string;
  args: unknown[];
  answer(ack: Ack): void;
}

const MOST_WAITING = 256;

/**
 * Events that want an acknowledgement. While there is no connection they wait for one, in order, as long as their time
 * lasts; every one of them is answered, sooner or later, by the server or by one of {@link LocalRefusalCode}.
 */
export class Outbox {
  private readonly waiting = new Set<Letter>();
  private readonly sent = new Set<Letter>();
  private send: Send | undefined;

  constructor(private readonly timeoutMs: number) {}

  /** Never rejects. */
  post(event: string, args: unknown[], timeoutMs: number = this.timeoutMs): Promise<Ack> {
    if (!this.send && this.waiting.size >= MOST_WAITING) {
      return Promise.resolve(refusal("TOO_MANY_WAITING", "Too many events wait for a connection"));
    }
    return new Promise<Ack>((resolve) => {
      const timer = setTimeout(() => {
        letter.answer(refusal("TIMEOUT", `${event} was not acknowledged within ${timeoutMs} ms`));
      }, timeoutMs);
      const letter: Letter = {
        event,
        args,
        answer: (ack) => {
          clearTimeout(timer);
          this.waiting.delete(letter);
          this.sent.delete(letter);
          resolve(ack);
        },
      };
      if (this.send) {
        this.hand(letter, this.send);
      } else {
        this.waiting.add(letter);
      }
    });
  }

  /** There is a connection: sends what waits, and what comes from now on. */
  open(send: Send): void {
    this.send = send;
    for (const letter of [...this.waiting]) this.hand(letter, send);
  }

  /** The connection is gone: what was sent and not acknowledged is answered, what waits goes on waiting. */
  pause(): void {
    this.send = undefined;
    this.answerAll(this.sent, "CONNECTION_LOST", "The connection was lost before the acknowledgement came");
  }

  /** There will be no connection: nothing waits any longer. */
  close(reason: string): void {
    this.pause();
    this.answerAll(this.waiting, "NOT_CONNECTED", reason);
  }

  private hand(letter: Letter, send: Send): void {
    this.waiting.delete(letter);
    this.sent.add(letter);
    send(letter.event, letter.args, (answer) => letter.answer(answer as Ack));
  }

  private answerAll(letters: Set<Letter>, code: LocalRefusalCode, message: string): void {
    for (const letter of [...letters]) letter.answer(refusal(code, message));
  }
}

export function refusal(code: LocalRefusalCode, message: string): Ack & { ok: false } {
  return { ok: false, code, message };
}
