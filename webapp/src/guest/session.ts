import type { GuestSession, User } from "../contract";
import { createGuest, endGuest, type GuestWish } from "./api";

const TOKEN = "guestAuthToken";
const USER = "guest_user_session";
const DEVICE = "guest_deviceId";

/** The session this tab left behind when it was last loaded, if any. */
export function restoreSession(): GuestSession | undefined {
  const token = sessionStorage.getItem(TOKEN);
  const user = sessionStorage.getItem(USER);
  if (!token || !user) return undefined;
  try {
    return { token, user: JSON.parse(user) as User };
  } catch {
    forgetSession();
    return undefined;
  }
}

/** Asks for a new session and keeps it for this tab. An empty name lets the server choose one. */
export async function beginSession(username: string): Promise<GuestSession> {
  const wish: GuestWish = { deviceId: deviceId() };
  if (username !== "") wish.username = username;
  const session = await createGuest(wish);
  sessionStorage.setItem(TOKEN, session.token);
  sessionStorage.setItem(USER, JSON.stringify(session.user));
  return session;
}

/** Ends a session for good; its other tabs are disconnected too. That it had ended already is no error. */
export async function endSession(session: GuestSession): Promise<void> {
  forgetSession();
  await endGuest(session.token).catch(() => undefined);
}

function forgetSession(): void {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(USER);
}

function deviceId(): string {
  let id = localStorage.getItem(DEVICE);
  if (!id) {
    // crypto.randomUUID() is there in secure contexts only; a phone on the local network is not in one.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    localStorage.setItem(DEVICE, id);
  }
  return id;
}
