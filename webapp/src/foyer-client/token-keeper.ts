import type { ConnectionLog } from "./connection-log.js";
import { ApiError } from "./errors.js";
import type { Session } from "./session.js";

/** The server announces a token's end at most this long before; what the clocks say beyond that is their difference. */
const LONGEST_NOTICE_MS = 60_000;
const SHORTEST_WAIT_MS = 250;

/**
 * Sees to a fresh token before the old one ends, so that the visitor keeps session, room and socket, and never notices.
 * The moment is drawn in the first half of what is left: the tokens of a crowd that came at once also end at once.
 */
export class TokenKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was armed or stopped, so that a refresh under way notices. */
  private orders = 0;
  /** What the server's clock is ahead of ours. */
  private aheadMs = 0;

  constructor(
    private readonly session: Session,
    private readonly log: ConnectionLog,
    private readonly random: () => number,
  ) {}

  /** Learns what time it is on the server. */
  serverTimeIs(serverTime: string): void {
    const time = Date.parse(serverTime);
    if (Number.isFinite(time)) this.aheadMs = time - Date.now();
  }

  /** The server has announced the end of the token. */
  expiresAt(expiresAt: string): void {
    const left = this.left(Date.parse(expiresAt));
    this.after(left * (0.25 + this.random() / 4), expiresAt);
  }

  stop(): void {
    this.orders++;
    clearTimeout(this.timer);
  }

  private after(waitMs: number, expiresAt: string): void {
    this.stop();
    this.timer = setTimeout(() => void this.refresh(expiresAt), waitMs);
  }

  private async refresh(expiresAt: string): Promise<void> {
    const { orders } = this;
    try {
      await this.session.refresh();
    } catch (error) {
      this.log.record("session:refresh_failed", (error as Error).message);
      const left = this.left(Date.parse(expiresAt));
      // After a refusal, or the token's end, the server says what is next by closing the connection.
      const again = left > SHORTEST_WAIT_MS && !(error instanceof ApiError && error.status === 401);
      if (again && this.orders === orders) this.after(Math.max(left / 4, SHORTEST_WAIT_MS), expiresAt);
    }
  }

  private left(end: number): number {
    const left = end - (Date.now() + this.aheadMs);
    return Number.isFinite(left) ? Math.min(Math.max(left, 0), LONGEST_NOTICE_MS) : LONGEST_NOTICE_MS / 2;
  }
}
