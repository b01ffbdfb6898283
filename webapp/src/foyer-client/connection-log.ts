import { callSafely, type Unsubscribe } from "./emitter.js";

/** Something that happened to the connection. */
export interface LogEntry {
  /** Milliseconds since 1970, by this machine's clock. */
  at: number;
  /** `connect`, `disconnect`, `reconnect_attempt`, `offline`, `session:renewed`, … */
  event: string;
  /** Why, in words. */
  cause?: string;
  /** What else is known: attempt, waitMs, code, transport, … Never a token. */
  detail?: Readonly<Record<string, string | number | boolean>>;
}

/** How the connection does. Times are in milliseconds; undefined is not measured yet. */
export interface Measurements {
  /** From the beginning of the last successful attempt to CONNECT accepted. */
  connectMs?: number;
  /** From the same beginning to `connection:established`. */
  firstEventMs?: number;
  /** The last round trip of an event and its acknowledgement. */
  roundTripMs?: number;
  /** The shortest round trip since the page was loaded. */
  bestRoundTripMs?: number;
  /** Successful connections. */
  connections: number;
  /** Connections that were lost, and not ended on purpose. */
  losses: number;
  /** Attempts that failed. */
  failures: number;
  /** New sessions made because the old one was no good. */
  renewals: number;
}

export type LogListener = (entry: LogEntry, measurements: Readonly<Measurements>) => void;

/** Remembers the latest things that happened to a connection, and tells whoever wants to keep them elsewhere. */
export class ConnectionLog {
  private readonly kept: LogEntry[] = [];
  private readonly listeners = new Set<LogListener>();
  private readonly measured: Measurements = { connections: 0, losses: 0, failures: 0, renewals: 0 };

  /** @param capacity how many entries are kept; older ones make room */
  constructor(private readonly capacity = 500) {}

  /** What happened, oldest first. */
  get entries(): readonly LogEntry[] {
    return this.kept;
  }

  get measurements(): Readonly<Measurements> {
    return { ...this.measured };
  }

  /** The hook: is called with each entry from now on. */
  subscribe(listener: LogListener): Unsubscribe {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  record(event: string, cause?: string, detail?: LogEntry["detail"]): void {
    const entry: LogEntry = { at: Date.now(), event };
    if (cause !== undefined) entry.cause = cause;
    if (detail !== undefined) entry.detail = detail;
    this.kept.push(entry);
    if (this.kept.length > this.capacity) this.kept.shift();
    for (const listener of [...this.listeners]) callSafely(() => listener(entry, this.measurements));
  }

  measure(change: Partial<Measurements>): void {
    Object.assign(this.measured, change);
    const { roundTripMs } = change;
    if (roundTripMs !== undefined) {
      this.measured.bestRoundTripMs = Math.min(roundTripMs, this.measured.bestRoundTripMs ?? Infinity);
    }
  }

  countUp(what: "connections" | "losses" | "failures" | "renewals"): void {
    this.measured[what]++;
  }

  /** Forgets all entries, measurements and listeners. */
  dispose(): void {
    this.kept.length = 0;
    this.listeners.clear();
  }
}
