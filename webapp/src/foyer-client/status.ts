import { callSafely, type Unsubscribe } from "./emitter.js";

export type ConnectionState =
  /** Not asked to connect, or told by the server to stay away. */
  | "disconnected"
  /** The first attempt is under way. */
  | "connecting"
  | "connected"
  /** The connection was lost, or did not come about: the next attempt is under way, or waited for. */
  | "reconnecting"
  /** The session was no good: a new one is being made. */
  | "renewing"
  /** There is no network; nothing is attempted until there is. */
  | "offline"
  /** No attempts are left, or the server refuses. `connect()` begins anew. */
  | "failed";

export interface ConnectionStatus {
  readonly state: ConnectionState;
  readonly connected: boolean;
  /** Why it is so, in words. */
  readonly cause?: string;
  /** The code of the server's refusal, when that is the cause. */
  readonly code?: string;
  /** The attempt under way or waited for; 0 when there is none, or it is the first connection. */
  readonly attempt: number;
  /** When the next attempt begins, in milliseconds since 1970, while it is waited for. */
  readonly nextAttemptAt?: number;
  /** What carries the connection: `websocket` or `polling`. */
  readonly transport?: string;
}

/** Is called whenever the status changes; `connected` is what {@link SocketService.getConnectionStatus} says. */
export type ConnectionChangeListener = (connected: boolean, status: ConnectionStatus) => void;

/** What the page is told of the connection, and whom it is told to. */
export class StatusBoard {
  private readonly listeners = new Set<ConnectionChangeListener>();
  private latest: ConnectionStatus = { state: "disconnected", connected: false, attempt: 0 };

  get current(): ConnectionStatus {
    return this.latest;
  }

  onChange(listener: ConnectionChangeListener): Unsubscribe {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Members that are undefined are left out. */
  show(status: { [M in Exclude<keyof ConnectionStatus, "connected">]: ConnectionStatus[M] | undefined }): void {
    const known = Object.fromEntries(Object.entries(status).filter(([, value]) => value !== undefined));
    const connected = status.state === "connected";
    const latest = Object.freeze({ ...known, connected }) as ConnectionStatus;
    this.latest = latest;
    for (const listener of [...this.listeners]) callSafely(() => listener(connected, latest));
  }

  clear(): void {
    this.listeners.clear();
  }

  /** How many listen. */
  count(): number {
    return this.listeners.size;
  }
}
