/** The shapes of the wire contract that this page uses. */

export interface User {
  id: string;
  username: string;
  isGuest: boolean;
  sessionId: string;
  location?: string | null;
  gender?: string | null;
  language?: string | null;
}

export interface GuestSession {
  token: string;
  user: User;
}

/** The first event after CONNECT. */
export interface Established {
  userId: string;
  username: string;
  socketId: string;
  sessionId: string;
  isGuest: boolean;
  recovered: boolean;
  serverTime: string;
}

export interface Stats {
  totalUsers: number;
  onlineUsers: number;
  activeUsers: number;
  availableUsers: number;
  connectedUsers: number;
}

export interface OnlineUser {
  id: string;
  username: string;
  isOnline: boolean;
  isSearching: boolean;
  lastSeen: string;
}

export interface RealtimeStats {
  stats: Stats;
  onlineUsers: OnlineUser[];
  timestamp: string;
  truncated: boolean;
}

export interface Problem {
  message: string;
  code?: string;
}

export interface ServerEvents {
  "connection:established": (fields: Established) => void;
  "realtime:stats": (statistics: RealtimeStats) => void;
  "session:expiring": (notice: { expiresAt: string }) => void;
  "session:expired": (problem: Problem) => void;
  error: (problem: Problem) => void;
}

export interface ClientEvents {
  "get:stats": () => void;
}

/** Refusals that a new guest session cures; anything else is for a human to look at. */
const CURED_BY_A_NEW_SESSION: ReadonlySet<string> = new Set([
  "Token has expired",
  "Guest session not found or expired",
]);

export function curedByANewSession(message: string): boolean {
  return CURED_BY_A_NEW_SESSION.has(message);
}
