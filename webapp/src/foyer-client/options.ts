import type { Environment } from "./environment.js";

export type Transport = "websocket" | "polling";

/** How the client behaves. Nothing has to be given in a page that the server itself delivers. Times are milliseconds. */
export interface FoyerOptions {
  /** Where the server is, such as `https://chat.example.org`; by default where the page is from. */
  url?: string;
  /** Tried in this order. Default: `["websocket", "polling"]`. */
  transports?: Transport[];
  /** Whether a lost or failed connection is tried again. Default: true. */
  reconnection?: boolean;
  /** Attempts before giving up. Default: 10. */
  reconnectionAttempts?: number;
  /** The wait before the first attempt; it doubles with each. Default: 1000. */
  reconnectionDelay?: number;
  /** The longest wait. Default: 5000. Each wait is drawn between its half and its whole. */
  reconnectionDelayMax?: number;
  /** The least time between two attempts that a network's return or a wake-up sets off. Default: 1000. */
  reconnectionThrottle?: number;
  /** How long an attempt may take. Default: 20000. */
  timeout?: number;
  /** How long the acknowledgement of an event may take. Default: 10000. */
  ackTimeout?: number;
  /** Between heartbeats, which also measure the round trip; 0 for none. Default: 25000. */
  heartbeatInterval?: number;
  /** How long a connection that may be dead (after sleep or a network's return) has to prove it is not. Default: 5000. */
  probeTimeout?: number;
  /** How long a REST request may take. Default: 15000. */
  requestTimeout?: number;
  /** How long an upload may take. Default: 300000. */
  uploadTimeout?: number;
  /** How many entries the connection log keeps. Default: 500. */
  logCapacity?: number;
  /** Leads the visitor home when the server refuses it. Default: loads `/`, unless the page is there already. */
  goHome?: () => void;
  /** For other places than a browser, and for tests. */
  environment?: Partial<Environment>;
}

export type Settings = Required<Omit<FoyerOptions, "environment">>;

export function settings(given: FoyerOptions): Settings {
  const { environment: _, ...options } = given;
  return {
    url: "",
    transports: ["websocket", "polling"],
    reconnection: true,
    reconnectionAttempts: 10,
    reconnectionDelay: 1_000,
    reconnectionDelayMax: 5_000,
    reconnectionThrottle: 1_000,
    timeout: 20_000,
    ackTimeout: 10_000,
    heartbeatInterval: 25_000,
    probeTimeout: 5_000,
    requestTimeout: 15_000,
    uploadTimeout: 300_000,
    logCapacity: 500,
    goHome,
    ...withoutUndefined(options),
  };
}

/** Loading the page that has just been refused would be a loop. */
function goHome(): void {
  const { location } = globalThis as Partial<typeof globalThis>;
  if (location && location.pathname !== "/") location.assign("/");
}

function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
