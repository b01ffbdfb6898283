import type { GuestSession, GuestUser, Profile, TokenGrant } from "./contract.js";
import type { Environment } from "./environment.js";

const TOKEN = "guestAuthToken";
const USER = "guest_user_session";
const DEVICE = "guest_deviceId";

/**
 * The guest session of this tab, kept in `sessionStorage` (`guestAuthToken`, `guest_user_session`), so that a reload
 * does not end it; and the id of this device, in `localStorage` (`guest_deviceId`).
 */
export class SessionStore {
  constructor(private readonly storage: Pick<Environment, "sessionStorage" | "localStorage">) {}

  get token(): string | undefined {
    return this.storage.sessionStorage.getItem(TOKEN) ?? undefined;
  }

  get user(): GuestUser | undefined {
    const json = this.storage.sessionStorage.getItem(USER);
    if (json === null) return undefined;
    try {
      return JSON.parse(json) as GuestUser;
    } catch {
      this.clear();
      return undefined;
    }
  }

  save({ token, user }: Pick<GuestSession, "token" | "user">): void {
    this.storage.sessionStorage.setItem(TOKEN, token);
    this.saveUser(user);
  }

  /** Keeps a fresh token of the same session. */
  saveToken({ token }: Pick<TokenGrant, "token">): void {
    this.storage.sessionStorage.setItem(TOKEN, token);
  }

  saveUser(user: GuestUser): void {
    this.storage.sessionStorage.setItem(USER, JSON.stringify(user));
  }

  /** Changes what the guest says of itself; without a session there is nothing to change. */
  updateProfile(change: Partial<Profile>): void {
    const { user } = this;
    if (user) this.saveUser({ ...user, ...change });
  }

  /** Forgets the session; the device stays known. */
  clear(): void {
    this.storage.sessionStorage.removeItem(TOKEN);
    this.storage.sessionStorage.removeItem(USER);
  }

  /** The id of this device; made at its first use. */
  get deviceId(): string {
    const known = this.storage.localStorage.getItem(DEVICE);
    if (known) return known;
    // crypto.randomUUID() is there in secure contexts only; a phone on the local network is not in one.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.storage.localStorage.setItem(DEVICE, id);
    return id;
  }
}
