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
export * from "./contract";
export { Api } from "./api";
export type { RequestOptions, UploadOptions, UploadProgress, VoiceOptions } from "./api";
export { ConnectionLog } from "./connection-log";
export type { LogEntry, LogListener, Measurements } from "./connection-log";
export { Emitter } from "./emitter";
export type { Unsubscribe } from "./emitter";
export { MemoryStore } from "./environment";
export type { DocumentLike, Environment, KeyValueStore, WindowLike } from "./environment";
export { ApiError, ConnectionError, UnreachableError } from "./errors";
export type { ErrorKind } from "./errors";
export type { FoyerEvents, LifecycleEvents } from "./events";
export { createFoyerClient } from "./foyer-client";
export type { FoyerClient } from "./foyer-client";
export { NetworkMonitor } from "./network-monitor";
export type { NetworkEvents } from "./network-monitor";
export type { FoyerOptions, Transport } from "./options";
export type { LocalRefusalCode } from "./outbox";
export { Session, SESSION_EXPIRED, SESSION_REGENERATED } from "./session";
export type { SessionEnd, SessionEvents, StoredSession } from "./session";
export { SessionStore } from "./session-store";
export { SocketService } from "./socket-service";
export type { GuestWithToken } from "./socket-service";
export type { ConnectionChangeListener, ConnectionState, ConnectionStatus } from "./status";
