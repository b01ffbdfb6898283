import { withoutSession } from "./classify.js";
import type { Ack, GuestUser } from "./contract.js";
import type { Unsubscribe } from "./emitter.js";
import type { ConnectionError } from "./errors.js";
import { Line, type Farewell, type LineListener, type LineParts } from "./line.js";
import type { NetworkMonitor } from "./network-monitor.js";
import { Reconnection } from "./reconnection.js";
import type { SessionEnd, StoredSession } from "./session.js";
import { StatusBoard, type ConnectionChangeListener, type ConnectionState, type ConnectionStatus } from "./status.js";

export type ConnectionParts = LineParts & { network: NetworkMonitor };

/**
 * The life of a connection: attempts and waits, loss and return, renewal of the session, the network's coming and going.
 *
 * The stock client makes and keeps each single connection ({@link Line}); its own reconnection is switched off. It would
 * not come back after CONNECT_ERROR, counts an attempt as a success before the server has accepted it, knows nothing of
 * how long the server asks to wait, and draws its waits badly (see `ReconnectionSchedule`).
 */
export class Connection implements LineListener {
  private readonly line: Line;
  private readonly reconnection: Reconnection;
  private readonly board = new StatusBoard();

  /** Whether the page wants a connection: from connect() to disconnect(). */
  private wanted = false;
  /** Counts what was begun and broken off, so that whatever waits for a session notices that it is out of date. */
  private run = 0;
  private sessionAwaited = false;
  private attemptBegunAt = Number.NEGATIVE_INFINITY;
  private renewedInVain = false;
  private gaveUp = false;
  private subscriptions: Unsubscribe[] = [];

  constructor(private readonly parts: ConnectionParts) {
    this.line = new Line(parts, this);
    this.reconnection = new Reconnection({ ...parts, attempt: () => void this.attempt() });
  }

  get status(): ConnectionStatus {
    return this.board.current;
  }

  get currentUser(): GuestUser | undefined {
    return this.parts.session.store.user;
  }

  get socketId(): string | undefined {
    return this.line.socketId;
  }

  /** Whether there is a connection, or one is being made. */
  get awaitsConnection(): boolean {
    return AWAITS_CONNECTION.has(this.board.current.state);
  }

  onChange(listener: ConnectionChangeListener): Unsubscribe {
    return this.board.onChange(listener);
  }

  connect(guest?: GuestUser & { token?: string }): void {
    const { store } = this.parts.session;
    if (guest?.token !== undefined && guest.token !== store.token) {
      const { token, ...user } = guest;
      store.save({ token, user });
    }
    const underWay = this.wanted && this.awaitsConnection && !this.reconnection.waiting;
    if (underWay && (this.sessionAwaited || this.line.token === store.token)) return;
    this.wanted = true;
    this.watch();
    this.reconnection.reset();
    this.renewedInVain = false;
    if (this.line.token !== store.token) this.breakOff("another session");
    void this.attempt();
  }

  disconnect(): void {
    if (!this.wanted) return;
    const { connected } = this.line;
    this.line.emit("presence:online", { isOnline: false });
    this.wanted = false;
    this.unwatch();
    this.breakOff("the connection was closed");
    if (connected) {
      this.parts.log.record("disconnect", "io client disconnect");
      this.parts.events.emit("disconnect", "io client disconnect");
    }
    this.show("disconnected", { cause: "io client disconnect" });
  }

  dispose(): void {
    this.disconnect();
    this.board.clear();
  }

  /** Never rejects. */
  post(event: string, args: unknown[]): Promise<Ack> {
    return this.line.post(event, args);
  }

  sendIfConnected(event: string): void {
    if (this.board.current.connected) this.line.emit(event);
  }

  cut(cause: string): void {
    this.line.cut(cause);
  }

  // ---- Attempts ----

  private async attempt(): Promise<void> {
    this.reconnection.stop();
    this.gaveUp = false;
    if (!this.parts.network.online) {
      this.show("offline", { cause: "no network" });
      return;
    }
    this.attemptBegunAt = performance.now();
    this.show(this.reconnection.attempt === 0 ? "connecting" : "reconnecting");
    const session = await this.await(() => this.parts.session.ensure());
    if (session) this.line.open(session.token);
  }

  /** What a session gives; nothing when it gives none, or nobody waits for it any more. */
  private async await(sessionOf: () => Promise<StoredSession>): Promise<StoredSession | undefined> {
    const run = ++this.run;
    this.sessionAwaited = true;
    try {
      const session = await sessionOf();
      if (run !== this.run) return undefined;
      this.sessionAwaited = false;
      return session;
    } catch (error) {
      if (run === this.run) {
        this.sessionAwaited = false;
        this.failed(withoutSession(error));
      }
      return undefined;
    }
  }

  connected(recovered: boolean): void {
    const { log, events } = this.parts;
    const attempts = this.reconnection.attempt;
    this.reconnection.reset();
    this.show("connected");
    events.emit("connect", recovered);
    if (attempts > 0) {
      log.record("reconnect", undefined, { attempts });
      events.emit("reconnect", attempts);
    }
  }

  established(): void {
    this.renewedInVain = false;
  }

  upgraded(): void {
    if (this.board.current.connected) this.show("connected");
  }

  // ---- Loss and failure ----

  lost(reason: string, { expired, toldMs }: Farewell): void {
    const { log, events } = this.parts;
    log.record("disconnect", reason);
    events.emit("disconnect", reason);
    // A listener may have disconnected.
    if (!this.wanted) return;
    if (reason === "io server disconnect") {
      // Sent away: the session was ended, here or in another tab, or an administrator did not want this guest.
      this.line.giveUp("The server ended the connection");
      this.show("disconnected", { cause: reason });
      return;
    }
    log.countUp("losses");
    if (expired) {
      void this.renew(expired);
    } else {
      this.tryLater(reason, toldMs);
    }
  }

  failed(error: ConnectionError): void {
    const { log, events } = this.parts;
    log.countUp("failures");
    log.record("connect_error", error.message, { kind: error.kind, ...(error.code ? { code: error.code } : {}) });
    events.emit("connect_error", error);
    if (this.reconnection.attempt > 0) {
      log.record("reconnect_error", error.message);
      events.emit("reconnect_error", error);
    }
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
    const { token } = this.line;
    this.breakOff("the session was replaced");
    this.show("renewing", { cause: message, code });
    const session = await this.await(() => this.parts.session.regenerate({ message, code }, token));
    if (session) this.line.open(session.token);
  }

  private refused({ message, code }: ConnectionError): void {
    const { store } = this.parts.session;
    this.line.giveUp(message);
    // What the server calls invalid is not shown again: the next connect() makes a new session.
    if (code === "TOKEN_INVALID" && store.token === this.line.token) store.clear();
    this.show("failed", { cause: message, code });
  }

  private tryLater(cause: string, toldMs?: number, code?: string): void {
    if (!this.parts.network.online) {
      this.show("offline", { cause, code });
      return;
    }
    const waitMs = this.reconnection.later(cause, toldMs);
    if (waitMs === undefined) {
      this.giveUp(cause, code);
    } else {
      this.show("reconnecting", { cause, code, nextAttemptAt: Date.now() + waitMs });
    }
  }

  private giveUp(cause: string, code: string | undefined): void {
    const { log, events, settings } = this.parts;
    this.gaveUp = true;
    this.line.giveUp("The server could not be reached");
    this.show("failed", { cause, code });
    if (!settings.reconnection) return;
    log.record("reconnect_failed", cause, { attempts: this.reconnection.attempt });
    events.emit("reconnect_failed");
  }

  /** Ends everything that is under way, and forgets the guest. */
  private breakOff(reason: string): void {
    this.breakOffAttempt();
    this.line.discard(reason);
  }

  private breakOffAttempt(): void {
    this.run++;
    this.sessionAwaited = false;
    this.reconnection.stop();
    this.line.abort();
  }

  // ---- The network and the session ----

  private watch(): void {
    if (this.subscriptions.length > 0) return;
    const { network, session, log } = this.parts;
    this.subscriptions = [
      network.on("online", () => this.online()),
      network.on("offline", () => this.offline()),
      network.on("visible", () => this.lookedAt("the page is seen again")),
      network.on("wake", (sleptMs) => {
        log.record("wake", undefined, { sleptMs });
        this.lookedAt("the page is awake again");
      }),
      session.on("changed", () => this.sessionChanged()),
      session.on("refreshed", ({ token }) => void this.line.refreshToken(token)),
    ];
    network.start();
  }

  private unwatch(): void {
    this.parts.network.stop();
    for (const unsubscribe of this.subscriptions) unsubscribe();
    this.subscriptions = [];
  }

  /** A connection may outlive a short gap; an attempt without a network would only use itself up. */
  private offline(): void {
    this.parts.log.record("offline");
    if (!this.awaitsConnection) return;
    this.breakOffAttempt();
    this.show("offline", { cause: "no network" });
  }

  private online(): void {
    this.parts.log.record("online");
    if (this.line.connected) {
      void this.askLine("the network is back");
    } else if (this.board.current.state === "offline" || this.reconnection.waiting || this.gaveUp) {
      this.reconnection.reset();
      this.trySoon("the network is back");
    }
  }

  /** The connection may have died with the network, and what is given to a dead one is lost: it counts when it has answered. */
  private async askLine(cause: string): Promise<void> {
    this.show("reconnecting", { cause });
    const alive = await this.line.probe(cause);
    if (alive && this.board.current.state === "reconnecting") this.show("connected");
  }

  /** Seen again or awake: the connection may be dead, a wait may have become pointless. */
  private lookedAt(cause: string): void {
    if (this.board.current.connected) {
      void this.line.probe(cause);
    } else if (this.reconnection.waiting || this.gaveUp) {
      if (this.gaveUp) this.reconnection.reset();
      this.trySoon(cause);
    }
  }

  private trySoon(cause: string): void {
    if (!this.parts.network.online || !this.parts.settings.reconnection) return;
    this.gaveUp = false;
    const waitMs = this.reconnection.soon(cause, performance.now() - this.attemptBegunAt);
    this.show("reconnecting", { cause, nextAttemptAt: Date.now() + waitMs });
  }

  /** Another guest: begun by the page, or renewed for a REST request. What this class has asked for it awaits itself. */
  private sessionChanged(): void {
    if (this.sessionAwaited) return;
    this.breakOff("the session was replaced");
    this.reconnection.reset();
    void this.attempt();
  }

  private show(state: ConnectionState, why: Why = {}): void {
    const attempt = state === "reconnecting" || state === "renewing" ? this.reconnection.attempt : 0;
    const { cause, code, nextAttemptAt } = why;
    this.board.show({ state, attempt, cause, code, nextAttemptAt, transport: this.line.transport });
  }
}

interface Why {
  cause?: string;
  code?: string | undefined;
  nextAttemptAt?: number;
}

const AWAITS_CONNECTION: ReadonlySet<ConnectionState> = new Set([
  "connecting",
  "connected",
  "reconnecting",
  "renewing",
]);
