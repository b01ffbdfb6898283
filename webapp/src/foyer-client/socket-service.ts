import type {
  Ack,
  AnswerSignal,
  CallType,
  GuestFields,
  GuestUser,
  OutgoingMessage,
} from "./contract.js";
import { Connection, type ConnectionParts } from "./connection.js";
import { Emitter, type Unsubscribe } from "./emitter.js";
import type { FoyerEvents } from "./events.js";
import { refusal } from "./outbox.js";
import type { ConnectionChangeListener, ConnectionStatus } from "./status.js";

/** A guest, with the token it has, when that is not in the session store already. */
export type GuestWithToken = GuestUser & { token?: string };

/**
 * A guest's socket: it connects, comes back after every loss, shows the token of the session of the moment, and has a
 * method for each event of the contract.
 *
 * The methods give the server's acknowledgement. Their promises never reject: what was refused, or not answered, is
 * `{ok: false, code, message}`. While the connection is being made, or made again, events wait for it, ten seconds at
 * most (`ackTimeout`); when there is none to wait for, the answer is `NOT_CONNECTED` at once.
 */
export class SocketService {
  private readonly events = new Emitter<FoyerEvents>();
  private readonly connection: Connection;

  constructor(parts: Omit<ConnectionParts, "events">) {
    this.connection = new Connection({ ...parts, events: this.events });
  }

  /**
   * Connects with that guest's session, else with the one this tab has, else with a new one; and begins anew where the
   * attempts had been given up. When a connection with the same token is there or on its way, nothing happens.
   */
  connect(guestUser?: GuestWithToken): void {
    this.connection.connect(guestUser);
  }

  /** Says goodbye and stays away; what belonged to the connection is removed, the caller's listeners stay. */
  disconnect(): void {
    this.connection.disconnect();
  }

  /** Disconnects, and removes the caller's listeners too. */
  dispose(): void {
    this.connection.dispose();
    this.events.clear();
  }

  /** Whether there is a connection right now. */
  getConnectionStatus(): boolean {
    return this.connection.status.connected;
  }

  /** All that is known of the connection right now. */
  get status(): ConnectionStatus {
    return this.connection.status;
  }

  /** The guest of this tab, once there is one. */
  get currentUser(): GuestUser | undefined {
    return this.connection.currentUser;
  }

  /** The id of the socket, while there is a connection. */
  get socketId(): string | undefined {
    return this.connection.socketId;
  }

  /** Calls back with each change of the status, until the function it returns is called. */
  onConnectionChange(callback: ConnectionChangeListener): Unsubscribe {
    return this.connection.onChange(callback);
  }

  /** Listens for an event of the server or of the connection's life, whatever becomes of the connection. */
  on<E extends keyof FoyerEvents>(event: E, listener: FoyerEvents[E]): Unsubscribe {
    return this.events.on(event, listener);
  }

  /** Removes that listener, or all of the event's. */
  off<E extends keyof FoyerEvents>(event: E, listener?: FoyerEvents[E]): void {
    this.events.off(event, listener);
  }

  /**
   * Cuts the connection without a goodbye, as a lost network does; it comes back by itself. For trying things, and for a
   * page that knows better.
   */
  cutConnection(): void {
    this.connection.cut("cut by the page");
  }

  // ---- Matching ----

  /** `user:match` */
  match(): Promise<Ack> {
    return this.ask("user:match");
  }

  /** `user:match:cancel` */
  cancelMatch(): Promise<Ack> {
    return this.ask("user:match:cancel");
  }

  // ---- Chat ----

  /** `chat:message` */
  sendMessage(message: OutgoingMessage): Promise<Ack<{ messageId: string; timestamp: string }>> {
    return this.ask("chat:message", message);
  }

  /** `chat:message:delivered`: tells the sender that its message is shown. */
  confirmDelivery(messageId: string): Promise<Ack> {
    return this.ask("chat:message:delivered", { messageId });
  }

  /** `chat:typing:start`; not sent at all when there is no connection. */
  startTyping(): void {
    this.connection.sendIfConnected("chat:typing:start");
  }

  /** `chat:typing:stop`; not sent at all when there is no connection. */
  stopTyping(): void {
    this.connection.sendIfConnected("chat:typing:stop");
  }

  /** `chat:clear`: leaves the room. */
  clearChat(): Promise<Ack> {
    return this.ask("chat:clear");
  }

  /** `leave-room` */
  leaveRoom(): Promise<Ack> {
    return this.ask("leave-room");
  }

  /** `close-room` */
  closeRoom(): Promise<Ack> {
    return this.ask("close-room");
  }

  // ---- Calls ----

  /** `webrtc:offer` */
  sendOffer(offer: RTCSessionDescriptionInit, type?: CallType): Promise<Ack> {
    return this.ask("webrtc:offer", type === undefined ? { offer } : { offer, type });
  }

  /** `webrtc:answer` */
  sendAnswer(answer: AnswerSignal["answer"]): Promise<Ack> {
    return this.ask("webrtc:answer", { answer });
  }

  /** `webrtc:ice-candidate`; null says that there are no more. */
  sendIceCandidate(candidate: RTCIceCandidateInit | null): Promise<Ack> {
    return this.ask("webrtc:ice-candidate", { candidate });
  }

  /** `webrtc:call-end` */
  endCall(): Promise<Ack> {
    return this.ask("webrtc:call-end");
  }

  /** `webrtc:call-reject` */
  rejectCall(): Promise<Ack> {
    return this.ask("webrtc:call-reject");
  }

  /** `webrtc:call-timeout`: nobody answered. */
  timeOutCall(): Promise<Ack> {
    return this.ask("webrtc:call-timeout");
  }

  // ---- Statistics ----

  /** `get:stats`, answered by `realtime:stats`. */
  requestRealtimeStats(): Promise<Ack> {
    return this.ask("get:stats");
  }

  /** `stats:request`, answered by `stats:update`. */
  requestStats(): Promise<Ack> {
    return this.ask("stats:request");
  }

  /** `users:online:request`, answered by `users:online:update`. */
  requestOnlineUsers(): Promise<Ack> {
    return this.ask("users:online:request");
  }

  // ---- Guest and presence ----

  /** `guest:register`; sent by itself after each connect. */
  registerGuest(fields: GuestFields): Promise<Ack> {
    return this.ask("guest:register", fields);
  }

  /** `guest:update` */
  updateGuest(fields: GuestFields): Promise<Ack> {
    return this.ask("guest:update", fields);
  }

  /** `presence:online`; sent by itself after each connect, and before `disconnect()`. */
  updateOnlineStatus(isOnline: boolean): Promise<Ack> {
    return this.ask("presence:online", { isOnline });
  }

  /** `presence:searching` */
  updateSearchingStatus(isSearching: boolean): Promise<Ack> {
    return this.ask("presence:searching", { isSearching });
  }

  /** `presence:heartbeat`; sent by itself every `heartbeatInterval`. */
  heartbeat(): Promise<Ack> {
    return this.ask("presence:heartbeat");
  }

  /** `presence:request_update`, answered by `presence:update`. */
  requestPresence(): Promise<Ack> {
    return this.ask("presence:request_update");
  }

  /** `auth:refresh`: a fresh token of the same session; sent by itself when the session is about to expire. */
  refreshAuth(token: string): Promise<Ack<{ expiresAt: string }>> {
    return this.ask("auth:refresh", { token });
  }

  private ask<T extends object>(event: string, ...args: unknown[]): Promise<Ack<T>> {
    const answer: Promise<Ack> = this.connection.awaitsConnection
      ? this.connection.post(event, args)
      : Promise.resolve(refusal("NOT_CONNECTED", "There is no connection to the server"));
    return answer as Promise<Ack<T>>;
  }
}
