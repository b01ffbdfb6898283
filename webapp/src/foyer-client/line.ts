import type { Socket } from "socket.io-client";
import { refusedConnect, unreachable } from "./classify.js";
import type { ConnectionLog } from "./connection-log.js";
import type { Ack, Established, Problem } from "./contract.js";
import type { Emitter } from "./emitter.js";
import type { ConnectionError } from "./errors.js";
import type { FoyerEvents } from "./events.js";
import { Heartbeat } from "./heartbeat.js";
import type { Settings } from "./options.js";
import { Outbox } from "./outbox.js";
import type { Session, SessionEnd } from "./session.js";
import { stockSocket } from "./stock-socket.js";
import { TokenKeeper } from "./token-keeper.js";

export interface LineParts {
  settings: Settings;
  session: Session;
  log: ConnectionLog;
  random: () => number;
  events: Emitter<FoyerEvents>;
}

/** What the server has said of the connection's end, before it came. */
export interface Farewell {
  /** The token has expired. */
  expired?: SessionEnd;
  /** When to come back. */
  toldMs?: number;
}

export interface LineListener {
  /** CONNECT was accepted. */
  connected(recovered: boolean): void;
  /** The server has introduced itself: the session is good. */
  established(): void;
  /** Another transport carries the connection. */
  upgraded(): void;
  /** What was connected is not any more. */
  lost(reason: string, farewell: Farewell): void;
  /** An attempt came to nothing. */
  failed(error: ConnectionError): void;
}

/**
 * One guest's line to the server: makes a connection when it is told to, does what belongs to a connection while it
 * stands, and says how it ended. The stock socket is kept from one connection to the next, for it knows what recovery
 * needs; another guest gets another.
 */
export class Line {
  private readonly outbox: Outbox;
  private readonly heart: Heartbeat;
  private readonly keeper: TokenKeeper;
  private socket: Socket | undefined;
  private shownToken: string | undefined;
  private begunAt = Number.NEGATIVE_INFINITY;
  private farewell: Farewell = {};

  constructor(
    private readonly parts: LineParts,
    private readonly listener: LineListener,
  ) {
    const { settings, session, log, random } = parts;
    this.outbox = new Outbox(settings.ackTimeout);
    this.heart = new Heartbeat(settings.heartbeatInterval, (...letter) => this.outbox.post(...letter), log);
    this.keeper = new TokenKeeper(session, log, random);
  }

  /** The token shown, or to be shown next; undefined when there is no socket. */
  get token(): string | undefined {
    return this.shownToken;
  }

  get connected(): boolean {
    return this.socket?.connected === true;
  }

  get socketId(): string | undefined {
    return this.socket?.id;
  }

  /** `websocket` or `polling`, while there is a connection. */
  get transport(): string | undefined {
    return this.connected ? this.socket?.io.engine.transport.name : undefined;
  }

  /** Makes an attempt. */
  open(token: string): void {
    if (this.shownToken !== undefined && this.shownToken !== token) this.discard("the session was replaced");
    this.shownToken = token;
    this.socket ??= this.newSocket();
    this.socket.auth = { token };
    this.begunAt = performance.now();
    this.socket.connect();
  }

  /** Breaks an attempt off. */
  abort(): void {
    if (!this.connected) this.socket?.disconnect();
  }

  /** Ends the connection as a lost network would. */
  cut(cause: string): void {
    if (!this.socket?.connected) return;
    this.parts.log.record("cut", cause);
    // Unlike the engine's close() this does not wait for what was written: on a dead line that would be for ever.
    this.socket.io._close();
  }

  /** Takes leave, if there is somebody to take leave of, and forgets the guest: nothing is told of it. */
  discard(reason: string): void {
    const { socket } = this;
    this.rest();
    this.outbox.close(reason);
    this.socket = undefined;
    this.shownToken = undefined;
    socket?.off();
    socket?.offAny();
    socket?.disconnect();
  }

  /** Never rejects. */
  post(event: string, args: unknown[]): Promise<Ack> {
    return this.outbox.post(event, args);
  }

  /** Answers what waits for a connection: there will be none. */
  giveUp(reason: string): void {
    this.outbox.close(reason);
  }

  emit(event: string, ...args: unknown[]): void {
    if (this.connected) this.socket?.emit(event, ...args);
  }

  /**
   * Cuts a connection that does not answer any more.
   *
   * @returns whether it has answered, and is the one in use
   */
  async probe(cause: string): Promise<boolean> {
    const { socket } = this;
    const alive = await this.heart.beat(this.parts.settings.probeTimeout);
    if (!alive && socket === this.socket) this.cut(`no answer, though ${cause}`);
    return alive && socket === this.socket && this.connected;
  }

  /** The same session has a fresh token. */
  async refreshToken(token: string): Promise<void> {
    if (!this.socket) return;
    this.shownToken = token;
    this.socket.auth = { token };
    if (!this.connected) return;
    const ack = await this.outbox.post("auth:refresh", [{ token }]);
    if (ack.ok) {
      this.parts.log.record("auth:refreshed");
    } else {
      this.parts.log.record("auth:refresh_failed", ack.message, { code: ack.code });
    }
  }

  private newSocket(): Socket {
    const socket = stockSocket(this.parts.settings);
    socket.on("connect", () => this.accepted(socket));
    socket.on("connect_error", (error) => {
      // After CONNECT_ERROR the stock socket is at rest; after a failed transport it would still listen to its manager.
      this.listener.failed(socket.active ? unreachable(error) : refusedConnect(error));
    });
    socket.on("disconnect", (reason) => {
      this.rest();
      this.listener.lost(reason, this.farewell);
    });
    socket.onAny((event: string, ...args: unknown[]) => this.received(event, args));
    return socket;
  }

  private accepted(socket: Socket): void {
    const { log, session } = this.parts;
    const { engine } = socket.io;
    const connectMs = performance.now() - this.begunAt;
    log.measure({ connectMs });
    log.countUp("connections");
    log.record("connect", undefined, {
      transport: engine.transport.name,
      recovered: socket.recovered,
      connectMs: Math.round(connectMs),
    });
    this.farewell = {};
    engine.once("upgrade", ({ name }: { name: string }) => {
      log.record("upgrade", undefined, { transport: name });
      this.listener.upgraded();
    });
    socket.emit("guest:register", { deviceId: session.store.deviceId });
    socket.emit("presence:online", { isOnline: true });
    this.outbox.open((event, args, ack) => socket.emit(event, ...args, ack));
    this.listener.connected(socket.recovered);
  }

  private received(event: string, args: unknown[]): void {
    const { log, events } = this.parts;
    switch (event) {
      case "connection:established":
        this.introduced(args[0] as Established);
        break;
      case "session:expiring": {
        const { expiresAt } = args[0] as { expiresAt: string };
        log.record(event, undefined, { expiresAt });
        this.keeper.expiresAt(expiresAt);
        break;
      }
      case "session:expired": {
        const { message, code } = args[0] as Problem;
        log.record(event, message);
        this.farewell.expired = { message, code };
        break;
      }
      case "server:draining": {
        const { reconnectInMs } = args[0] as { reconnectInMs?: number };
        log.record(event, undefined, reconnectInMs === undefined ? {} : { reconnectInMs });
        if (reconnectInMs !== undefined) this.farewell.toldMs = reconnectInMs;
        break;
      }
    }
    (events.emit as (event: string, ...args: unknown[]) => void).call(events, event, ...args);
  }

  private introduced({ username, serverTime }: Established): void {
    const firstEventMs = performance.now() - this.begunAt;
    this.parts.log.measure({ firstEventMs });
    this.parts.log.record("connection:established", undefined, { username, firstEventMs: Math.round(firstEventMs) });
    this.keeper.serverTimeIs(serverTime);
    this.heart.start();
    this.listener.established();
  }

  /** What a connection keeps going stops. */
  private rest(): void {
    this.heart.stop();
    this.keeper.stop();
    this.outbox.pause();
  }
}
