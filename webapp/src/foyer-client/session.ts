import type { GuestSession, GuestUser, GuestWish, TokenGrant } from "./contract.js";
import type { ConnectionLog } from "./connection-log.js";
import { Emitter, type Unsubscribe } from "./emitter.js";
import type { Environment } from "./environment.js";
import { ApiError, isForGood } from "./errors.js";
import type { Http } from "./http.js";
import type { SessionStore } from "./session-store.js";

/** Why a session was no good any more. */
export interface SessionEnd {
  /** In words. */
  message: string;
  code?: string | undefined;
}

/** Dispatched on `window` when a session has turned out to be no good, before a new one is asked for. */
export const SESSION_EXPIRED = "guest:session:expired";
/** Dispatched on `window` when there is a new session, with the new session's `user` as detail. */
export const SESSION_REGENERATED = "guest:session:regenerated";

export interface SessionEvents {
  /** There is a session of another guest now: begun or regenerated. */
  changed: (session: GuestSession) => void;
  /** The same session has a fresh token. */
  refreshed: (grant: TokenGrant) => void;
}

/** A session as this tab keeps it. */
export type StoredSession = Pick<GuestSession, "token" | "user">;

/**
 * The guest session of this tab and its renewal. However many callers ask at once, one request is under way, and all of
 * them get what it gives.
 */
export class Session {
  private readonly events = new Emitter<SessionEvents>();
  private making: Promise<StoredSession> | undefined;
  private refreshing: Promise<TokenGrant> | undefined;
  /** What is to be carried over from a session that was no good and has not been replaced yet. */
  private lost: GuestWish | undefined;

  constructor(
    readonly store: SessionStore,
    private readonly http: Http,
    private readonly environment: Pick<Environment, "window">,
    private readonly log: ConnectionLog,
    private readonly options: { goHome: () => void; requestTimeout: number },
  ) {}

  /** Whether a session was no good, and the one to take its place is not there yet. */
  get isRegenerating(): boolean {
    return this.lost !== undefined;
  }

  on<E extends keyof SessionEvents>(event: E, listener: SessionEvents[E]): Unsubscribe {
    return this.events.on(event, listener);
  }

  /**
   * Begins a session: what the visitor does on the home page. The one before, if any, is left as it is on the server.
   *
   * @throws ApiError when the server will not have that name, UnreachableError when it cannot be asked
   */
  async begin(wish: GuestWish = {}): Promise<GuestSession> {
    const session = await this.create(wish);
    this.log.record("session:begun", undefined, { username: session.user.username });
    return session;
  }

  /** The session there is, or a new one when there is none. */
  ensure(): Promise<StoredSession> {
    const known = this.known();
    return known && !this.making ? Promise.resolve(known) : this.make();
  }

  /**
   * Makes a new session, of a new name and the same profile, because the old one is no good. Tells it on `window`:
   * `guest:session:expired` before, `guest:session:regenerated` after. When the server refuses, the visitor is led home;
   * when it cannot be reached, nobody is, and {@link ensure} tries again.
   *
   * @param refused the token that was no good; if there is another by now, that one's session is given
   */
  regenerate(end: SessionEnd, refused: string | undefined = this.store.token): Promise<StoredSession> {
    const known = this.known();
    if (known && known.token !== refused && !this.making) return Promise.resolve(known);
    if (known && !this.making) this.lose(end, known.user);
    return this.make();
  }

  /**
   * Asks for a fresh token for the same session, and keeps it.
   *
   * @throws ApiError when the session has ended, UnreachableError when the server cannot be asked
   */
  refresh(): Promise<TokenGrant> {
    this.refreshing ??= this.freshToken().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  /** Leads the visitor home: the server will not have it. */
  goHome(): void {
    this.log.record("session:home", "the server refused");
    this.options.goHome();
  }

  dispose(): void {
    this.events.clear();
  }

  private known(): StoredSession | undefined {
    const { token, user } = this.store;
    return token !== undefined && user !== undefined ? { token, user } : undefined;
  }

  private lose(end: SessionEnd, user: GuestUser): void {
    this.lost = profileOf(user);
    this.log.countUp("renewals");
    this.log.record("session:expired", end.message, end.code === undefined ? {} : { code: end.code });
    this.announce(SESSION_EXPIRED, { message: end.message, code: end.code });
    this.store.clear();
  }

  private make(): Promise<StoredSession> {
    this.making ??= this.replaceLost().finally(() => {
      this.making = undefined;
    });
    return this.making;
  }

  private async replaceLost(): Promise<StoredSession> {
    try {
      const { lost } = this;
      const session = await this.begin(lost ?? {});
      if (lost) {
        this.log.record("session:regenerated", undefined, { username: session.user.username });
        this.announce(SESSION_REGENERATED, session.user);
      }
      return session;
    } catch (error) {
      this.log.record("session:failed", (error as Error).message);
      if (error instanceof ApiError && isForGood(error)) {
        this.lost = undefined;
        this.goHome();
      }
      throw error;
    }
  }

  private async create(wish: GuestWish): Promise<GuestSession> {
    const session = await this.http.send<GuestSession>({
      method: "POST",
      path: "/api/guest",
      body: { deviceId: this.store.deviceId, ...wish },
      timeoutMs: this.options.requestTimeout,
    });
    this.lost = undefined;
    this.store.save(session);
    this.events.emit("changed", session);
    return session;
  }

  private async freshToken(): Promise<TokenGrant> {
    const { token } = this.store;
    const grant = await this.http.send<TokenGrant>({
      method: "POST",
      path: "/api/guest/token",
      ...(token === undefined ? {} : { token }),
      timeoutMs: this.options.requestTimeout,
    });
    // If the session has changed in the meantime, the token is another guest's.
    if (this.store.token === token) {
      this.store.saveToken(grant);
      this.log.record("session:refreshed", undefined, { expiresAt: grant.expiresAt });
      this.events.emit("refreshed", grant);
    }
    return grant;
  }

  private announce(type: string, detail: unknown): void {
    this.environment.window.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function profileOf({ location, gender, language }: GuestUser): GuestWish {
  return {
    ...(location === null ? {} : { location }),
    ...(gender === null ? {} : { gender }),
    ...(language === null ? {} : { language }),
  };
}
