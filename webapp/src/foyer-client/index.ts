/**
 * The browser's side of Foyer, on the stock `socket.io-client`.
 *
 * ```ts
 * const foyer = createFoyerClient();
 * foyer.socket.onConnectionChange((connected, { state }) => show(state));
 * foyer.socket.on("chat:message", (message) => add(message));
 * foyer.socket.connect();
 * ```
 */
export * from "./contract.js";
export { Api } from "./api.js";
export type { RequestOptions, UploadOptions, UploadProgress, VoiceOptions } from "./api.js";
export { ConnectionLog } from "./connection-log.js";
export type { LogEntry, LogListener, Measurements } from "./connection-log.js";
export { Emitter } from "./emitter.js";
export type { Unsubscribe } from "./emitter.js";
export { MemoryStore } from "./environment.js";
export type { DocumentLike, Environment, KeyValueStore, WindowLike } from "./environment.js";
export { ApiError, ConnectionError, UnreachableError } from "./errors.js";
export type { ErrorKind } from "./errors.js";
export type { FoyerEvents, LifecycleEvents } from "./events.js";
export { createFoyerClient } from "./foyer-client.js";
export type { FoyerClient } from "./foyer-client.js";
export { NetworkMonitor } from "./network-monitor.js";
export type { NetworkEvents } from "./network-monitor.js";
export type { FoyerOptions, Transport } from "./options.js";
export type { LocalRefusalCode } from "./outbox.js";
export { Session, SESSION_EXPIRED, SESSION_REGENERATED } from "./session.js";
export type { SessionEnd, SessionEvents, StoredSession } from "./session.js";
export { SessionStore } from "./session-store.js";
export { SocketService } from "./socket-service.js";
export type { GuestWithToken } from "./socket-service.js";
export type { ConnectionChangeListener, ConnectionState, ConnectionStatus } from "./status.js";
