import type { Ack } from "./contract.js";
import type { ConnectionLog } from "./connection-log.js";

/** Sends an event and gives its acknowledgement; never rejects. */
export type Ask = (event: string, args: unknown[], timeoutMs?: number) => Promise<Ack>;

/** Tells the server at intervals that the guest is there, and measures how long that takes. */
export class Heartbeat {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly intervalMs: number,
    private readonly ask: Ask,
    private readonly log: ConnectionLog,
  ) {}

  /** The first one at once. */
  start(): void {
    this.stop();
    if (this.intervalMs === 0) return;
    void this.beat();
    this.timer = setInterval(() => void this.beat(), this.intervalMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Whether the server answers within that time. */
  async beat(timeoutMs?: number): Promise<boolean> {
    const sentAt = performance.now();
    const ack = await this.ask("presence:heartbeat", [], timeoutMs);
    // A refusal is an answer, too.
    const answered = ack.ok || !UNANSWERED.has(ack.code);
    if (answered) this.log.measure({ roundTripMs: performance.now() - sentAt });
    return answered;
  }
}

const UNANSWERED: ReadonlySet<string> = new Set(["TIMEOUT", "CONNECTION_LOST", "NOT_CONNECTED", "TOO_MANY_WAITING"]);
