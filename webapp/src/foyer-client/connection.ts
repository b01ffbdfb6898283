import { io, type Socket } from "socket.io-client";
import { refusedConnect, unreachable, withoutSession } from "./classify.js";
import type { ConnectionLog } from "./connection-log.js";
import type { Ack, Established, GuestUser, Problem } from "./contract.js";
import { callSafely, type Emitter, type Unsubscribe } from "./emitter.js";
import type { ConnectionError } from "./errors.js";
import type { FoyerEvents } from "./events.js";
import { Heartbeat } from "./heartbeat.js";
import type { NetworkMonitor } from "./network-monitor.js";
import type { Settings } from "./options.js";
import { Outbox } from "./outbox.js";
import { ReconnectionSchedule } from "./schedule.js";
import type { Session, SessionEnd, StoredSession } from "./session.js";
import type { ConnectionChangeListener, ConnectionState, ConnectionStatus } from "./status.js";
import { TokenKeeper } from "./token-keeper.js";

export interface ConnectionParts {
  settings: Settings;
  session: Session;
  network: NetworkMonitor;
  log: ConnectionLog;
  random: () => number;
  events: Emitter<FoyerEvents>;
}

/**
 * The life of a connection: attempts and waits, loss and return, renewal of the session, the network's coming and going.
 *
 * The stock client makes and keeps each single connection; its own reconnection is switched off. It would not come back
 * after CONNECT_ERROR, counts an attempt as a success before the server has accepted it, knows nothing of how long the
 * server asks to wait, and draws its waits badly ({@link ReconnectionSchedule}).
 */
export class Connection {
  private readonly schedule: ReconnectionSchedule;
  private readonly outbox: Outbox;
  private readonly heart: Heartbeat;
  private readonly keeper: TokenKeeper;
  private readonly changeListeners = new Set<ConnectionChangeListener>();
  private current: ConnectionStatus = { state: "disconnected", connected: false, attempt: 0 };

  private socket: Socket | undefined;
  /** The token the socket shows. */
  private token: string | undefined;
  /** Whether the page wants a connection: from connect() to disconnect(). */
  private wanted = false;
  /** Counts what was begun and broken off, so that whatever waits for a session notices that it is out of date. */
  private run = 0;
  private sessionAwaited = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attemptBegunAt = Number.NEGATIVE_INFINITY;
  private renewedInVain = false;
  private gaveUp = false;
  /** What the server has said on the present connection of its end. */
  private expired: SessionEnd | undefined;
  private toldMs: number | undefined;
  private subscriptions: Unsubscribe[] = [];

  constructor(private readonly parts: ConnectionParts) {
    const { settings, session, log, random } = parts;
    this.schedule = new ReconnectionSchedule(settings, random);
    this.outbox = new Outbox(settings.ackTimeout);
    this.heart = new Heartbeat(settings.heartbeatInterval, (...letter) => this.outbox.post(...letter), log);
    this.keeper = new TokenKeeper(session, log, random);
  }

  get status(): ConnectionStatus {
    return this.current;
  }

  get currentUser(): GuestUser | undefined {
    return this.parts.session.store.user;
  }

  get socketId(): string | undefined {
    return this.socket?.id;
  }

  /** Whether there is a connection, or one is being made. */
  get awaitsConnection(): boolean {
    return AWAITS_CONNECTION.has(this.current.state);
  }

  onChange(listener: ConnectionChangeListener): Unsubscribe {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  connect(guest?: GuestUser & { token?: string }): void {
    const { session } = this.parts;
    if (guest?.token !== undefined && guest.token !== session.store.token) {
      const { token, ...user } = guest;
      session.store.save({ token, user });
    }
    const underWay = this.awaitsConnection && this.timer === undefined;
    if (this.wanted && underWay && (this.sessionAwaited || this.token === session.store.token)) return;
    this.wanted = true;
    this.watch();
    this.schedule.reset();
    this.renewedInVain = false;
    if (this.token !== session.store.token) this.discard("another session");
    void this.attempt();
  }

  disconnect(): void {
    if (!this.wanted) return;
    const { socket } = this;
    const connected = socket?.connected === true;
    if (connected) socket.emit("presence:online", { isOnline: false });
    this.wanted = false;
    this.unwatch();
    this.discard("the connection was closed");
    if (connected) {
      this.parts.log.record("disconnect", "io client disconnect");
      this.parts.events.emit("disconnect", "io client disconnect");
    }
    this.show("disconnected", { cause: "io client disconnect" });
  }

  dispose(): void {
    this.disconnect();
    this.changeListeners.clear();
  }

  post(event: string, args: unknown[]): Promise<Ack> {
    return this.outbox.post(event, args);
  }

  sendIfConnected(event: string): void {
    if (this.current.connected) this.socket?.emit(event);
  }

  /** Ends the connection as a lost network would; it comes back by itself. */
  cut(cause: string): void {
    if (!this.socket?.connected) return;
    this.parts.log.record("cut", cause);
    // Unlike the engine's close() this does not wait for what was written: on a dead line that would be for ever.
    this.socket.io._close();
  }

  // ---- Attempts ----

  private async attempt(): Promise<void> {
    this.stopWaiting();
    this.gaveUp = false;
    if (!this.parts.network.online) {
      this.show("offline", { cause: "no network" });
      return;
    }
    this.attemptBegunAt = Date.now();
    this.show(this.schedule.attempt === 0 ? "connecting" : "reconnecting");
    const session = await this.await(() => this.parts.session.ensure());
    if (session) this.open(session);
  }

  /** What a session gives; nothing when it gives none, or nobody waits for it any more. */
  private async await(sessionOf: () => Promise<StoredSession>): Promise<StoredSession | undefined> {
    const run = ++this.run;
    this.sessionAwaited = true;
    try {
      const session = await sessionOf();
      return run === this.run ? session : undefined;
    } catch (error) {
      if (run === this.run) {
        this.sessionAwaited = false;
        this.failed(withoutSession(error));
      }
      return undefined;
    } finally {
      if (run === this.run) this.sessionAwaited = false;
    }
  }

  private open({ token }: StoredSession): void {
    if (this.token !== token) this.discard("the session was replaced");
    this.token = token;
    this.socket ??= this.newSocket();
    this.socket.auth = { token };
    this.attemptBegunAt = Date.now();
    this.socket.connect();
  }

  private newSocket(): Socket {
    const { url, transports, timeout } = this.parts.settings;
    const options = { transports, timeout, tryAllTransports: true, forceNew: true, autoConnect: false, reconnection: false };
    const socket: Socket = url === "" ? io(options) : io(url, options);
    socket.on("connect", () => this.connected(socket));
    socket.on("connect_error", (error) => {
      // After CONNECT_ERROR the stock socket is at rest; after a failed transport it would still listen to its manager.
      this.failed(socket.active ? unreachable(error) : refusedConnect(error));
    });
    socket.on("disconnect", (reason) => this.lost(reason));
    socket.onAny((event: string, ...args: unknown[]) => this.received(event, args));
    return socket;
  }

  private connected(socket: Socket): void {
    const { log, events, session } = this.parts;
    const attempts = this.schedule.attempt;
    const connectMs = Date.now() - this.attemptBegunAt;
    log.measure({ connectMs });
    log.countUp("connections");
    log.record("connect", undefined, {
      transport: socket.io.engine.transport.name,
      recovered: socket.recovered,
      attempts,
      connectMs,
    });
    this.schedule.reset();
    this.expired = undefined;
    this.toldMs = undefined;
    socket.io.engine.once("upgrade", ({ name }: { name: string }) => this.upgraded(name));
    socket.emit("guest:register", { deviceId: session.store.deviceId });
    socket.emit("presence:online", { isOnline: true });
    this.outbox.open((event, args, ack) => socket.emit(event, ...args, ack));
    this.show("connected");
    events.emit("connect", socket.recovered);
    if (attempts > 0) {
      log.record("reconnect", undefined, { attempts });
      events.emit("reconnect", attempts);
    }
  }

  private upgraded(transport: string): void {
    this.parts.log.record("upgrade", undefined, { transport });
    if (this.current.connected) this.show("connected");
  }

  private received(event: string, args: unknown[]): void {
    switch (event) {
      case "connection:established":
        this.established(args[0] as Established);
        break;
      case "session:expiring":
        this.expiring(args[0] as { expiresAt: string });
        break;
      case "session:expired":
        this.expired = args[0] as Problem;
        this.parts.log.record("session:expired", this.expired.message);
        break;
      case "server:draining":
        this.toldMs = (args[0] as { reconnectInMs?: number } | undefined)?.reconnectInMs;
        this.parts.log.record("server:draining", undefined, { reconnectInMs: this.toldMs ?? 0 });
        break;
    }
    (this.parts.events.emit as (event: string, ...args: unknown[]) => void).call(this.parts.events, event, ...args);
  }

  private established(fields: Established): void {
    const firstEventMs = Date.now() - this.attemptBegunAt;
    this.parts.log.measure({ firstEventMs });
    this.parts.log.record("connection:established", undefined, { username: fields.username, firstEventMs });
    this.renewedInVain = false;
    this.keeper.serverTimeIs(fields.serverTime);
    this.heart.start();
  }

  private expiring({ expiresAt }: { expiresAt: string }): void {
    this.parts.log.record("session:expiring", undefined, { expiresAt });
    this.keeper.expiresAt(expiresAt);
  }

  // ---- Loss and failure ----

  private lost(reason: string): void {
    this.atRest();
    this.parts.log.record("disconnect", reason);
    this.parts.events.emit("disconnect", reason);
    if (!this.wanted) return;
    if (reason === "io server disconnect") {
      // Sent away: the session was ended, here or in another tab, or an administrator did not want this guest.
      this.outbox.close("The server ended the connection");
      this.show("disconnected", { cause: reason });
      return;
    }
    this.parts.log.countUp("losses");
    if (this.expired) {
      void this.renew(this.expired);
    } else {
      this.tryLater(reason, this.toldMs);
    }
  }

  private failed(error: ConnectionError): void {
    const { log, events } = this.parts;
    log.countUp("failures");
    log.record("connect_error", error.message, { kind: error.kind, ...(error.code ? { code: error.code } : {}) });
    events.emit("connect_error", error);
    if (this.schedule.attempt > 0) {
      log.record("reconnect_error", error.message);
      events.emit("reconnect_error", error);
    }
    // A listener may have disconnected.
    if (!this.wanted) return;
    if (error.curedByANewSession) {
      this.renewOnce(error);
    } else if (error.kind === "refused") {
      this.refused(error);
    } else {
      this.tryLater(error.message, error.retryAfterMs, error.code);
    }
  }

  /** A server that refuses the sessions it has just made would otherwise be asked for ever. */
  private renewOnce(error: ConnectionError): void {
    if (this.renewedInVain) {
      this.refused(error);
      this.parts.session.goHome();
      return;
    }
    this.renewedInVain = true;
    void this.renew(error);
  }

  private async renew({ message, code }: SessionEnd): Promise<void> {
    const { token } = this;
    this.discard("the session was replaced");
    this.show("renewing", { cause: message, code });
    const session = await this.await(() => this.parts.session.regenerate({ message, code }, token));
    if (session) this.open(session);
  }

  private refused({ message, code }: ConnectionError): void {
    this.outbox.close(message);
    // What the server calls invalid is not shown again: the next connect() makes a new session.
    if (code === "TOKEN_INVALID" && this.parts.session.store.token === this.token) this.parts.session.store.clear();
    this.show("failed", { cause: message, code });
  }

  private tryLater(cause: string, toldMs?: number, code?: string): void {
    this.toldMs = undefined;
    if (!this.parts.network.online) {
      this.show("offline", { cause, code });
      return;
    }
    const waitMs = this.parts.settings.reconnection ? this.schedule.next(toldMs) : undefined;
    if (waitMs === undefined) {
      this.giveUp(cause, code);
    } else {
      this.wait(waitMs, cause, code);
    }
  }

  private wait(waitMs: number, cause: string, code?: string): void {
    const { log, events } = this.parts;
    const { attempt } = this.schedule;
    this.stopWaiting();
    log.record("reconnect_wait", cause, { attempt, waitMs: Math.round(waitMs) });
    this.timer = setTimeout(() => {
      log.record("reconnect_attempt", undefined, { attempt });
      events.emit("reconnect_attempt", attempt);
      if (this.wanted) void this.attempt();
    }, waitMs);
    this.show("reconnecting", { cause, code, nextAttemptAt: Date.now() + waitMs });
  }

  private giveUp(cause: string, code: string | undefined): void {
    const { log, events } = this.parts;
    this.gaveUp = true;
    this.outbox.close("The server could not be reached");
    log.record("reconnect_failed", cause, { attempts: this.schedule.attempt });
    this.show("failed", { cause, code });
    events.emit("reconnect_failed");
  }

  private stopWaiting(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** What a connection keeps going stops. */
  private atRest(): void {
    this.heart.stop();
    this.keeper.stop();
    this.outbox.pause();
  }

  /** Ends everything that is under way, and forgets the socket: what it knows is another guest's, or wanted no more. */
  private discard(reason: string): void {
    this.run++;
    this.sessionAwaited = false;
    this.stopWaiting();
    this.atRest();
    this.outbox.close(reason);
    const { socket } = this;
    this.socket = undefined;
    this.token = undefined;
    socket?.off();
    socket?.offAny();
    socket?.disconnect();
  }

  // ---- The network and the session ----

  private watch(): void {
    if (this.subscriptions.length > 0) return;
    const { network, session } = this.parts;
    this.subscriptions = [
      network.on("online", () => this.online()),
      network.on("offline", () => this.offline()),
      network.on("visible", () => this.lookedAt("the page is seen again")),
      network.on("wake", (sleptMs) => {
        this.parts.log.record("wake", undefined, { sleptMs });
        this.lookedAt("awake again");
      }),
      session.on("changed", () => this.sessionChanged()),
      session.on("refreshed", ({ token }) => this.tokenRefreshed(token)),
    ];
    network.start();
  }

  private unwatch(): void {
    this.parts.network.stop();
    for (const unsubscribe of this.subscriptions) unsubscribe();
    this.subscriptions = [];
  }

  private offline(): void {
    this.parts.log.record("offline");
    if (!this.awaitsConnection) return;
    this.stopWaiting();
    if (!this.socket?.connected) {
      // An attempt without a network would only use itself up. (A connection may outlive a short gap.)
      this.run++;
      this.sessionAwaited = false;
      this.socket?.disconnect();
    }
    this.show("offline", { cause: "no network" });
  }

  private online(): void {
    this.parts.log.record("online");
    if (this.socket?.connected) {
      this.show("connected");
      void this.probe("the network is back");
    } else if (this.current.state === "offline" || this.timer !== undefined || this.gaveUp) {
      this.schedule.reset();
      this.tryNow("the network is back");
    }
  }

  /** Seen again or awake: the connection may be dead, a wait may have become pointless. */
  private lookedAt(cause: string): void {
    if (this.current.state === "connected") {
      void this.probe(cause);
    } else if (this.timer !== undefined || this.gaveUp) {
      if (this.gaveUp) this.schedule.reset();
      this.tryNow(cause);
    }
  }

  /** At once, unless the last attempt was just now: a network that comes and goes is no reason for a storm. */
  private tryNow(cause: string): void {
    if (!this.parts.network.online || !this.parts.settings.reconnection) return;
    this.gaveUp = false;
    this.schedule.skipWait();
    this.wait(Math.max(0, this.attemptBegunAt + this.parts.settings.reconnectionThrottle - Date.now()), cause);
  }

  private async probe(cause: string): Promise<void> {
    const { socket } = this;
    const alive = await this.heart.beat(this.parts.settings.probeTimeout);
    if (!alive && socket !== undefined && socket === this.socket && socket.connected) {
      this.cut(`no answer, though ${cause}`);
    }
  }

  /** Another guest: begun by the page, or renewed for a REST request. What this class has asked for it awaits itself. */
  private sessionChanged(): void {
    if (this.sessionAwaited) return;
    this.discard("the session was replaced");
    this.schedule.reset();
    void this.attempt();
  }

  private tokenRefreshed(token: string): void {
    this.token = token;
    if (!this.socket) return;
    this.socket.auth = { token };
    if (this.socket.connected) void this.tellToken(token);
  }

  private async tellToken(token: string): Promise<void> {
    const ack = await this.outbox.post("auth:refresh", [{ token }]);
    if (ack.ok) {
      this.parts.log.record("auth:refreshed");
    } else {
      this.parts.log.record("auth:refresh_failed", ack.message, { code: ack.code });
    }
  }

  // ---- Status ----

  private show(state: ConnectionState, more: { cause?: string; code?: string | undefined; nextAttemptAt?: number } = {}): void {
    const connected = state === "connected";
    const transport = connected ? this.socket?.io.engine.transport.name : undefined;
    const attempt = state === "reconnecting" || state === "renewing" ? this.schedule.attempt : 0;
    const known = Object.entries({ ...more, transport }).filter(([, value]) => value !== undefined);
    this.current = Object.freeze({ state, connected, attempt, ...(Object.fromEntries(known) as typeof more) } as ConnectionStatus);
    const status = this.current;
    for (const listener of [...this.changeListeners]) callSafely(() => listener(connected, status));
  }
}

const AWAITS_CONNECTION: ReadonlySet<ConnectionState> = new Set(["connecting", "connected", "reconnecting", "renewing"]);
