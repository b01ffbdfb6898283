import type { ServerEvents } from "./contract.js";
import type { ConnectionError } from "./errors.js";

/** The life of the connection, as events; besides them come the server's own. */
export interface LifecycleEvents {
  /** CONNECT was accepted; `recovered` when nothing was missed. */
  connect: (recovered: boolean) => void;
  /** The connection has ended; the reason is socket.io-client's, such as `transport close`. */
  disconnect: (reason: string) => void;
  /** An attempt failed, the first or a later one. */
  connect_error: (error: ConnectionError) => void;
  /** An attempt begins; the first after a loss has number 1. */
  reconnect_attempt: (attempt: number) => void;
  /** The connection is back, after that many attempts. */
  reconnect: (attempts: number) => void;
  /** An attempt to come back failed. */
  reconnect_error: (error: ConnectionError) => void;
  /** No attempts are left. */
  reconnect_failed: () => void;
}

/** Everything one can listen for. */
export type FoyerEvents = ServerEvents & LifecycleEvents;
