/** What `/api/admin` answers, and how it is asked. The token lives in this object, and nowhere else. */

export interface Figures {
  version: string;
  node: string;
  uptimeMs: number;
  ready: boolean;
  draining: boolean;
  connections: number;
  sockets: Record<string, number>;
  /** Of all nodes together; null while the store cannot be asked. */
  stats: { totalUsers: number; onlineUsers: number; availableUsers: number; connectedUsers: number } | null;
  files: { count: number; bytes: number } | null;
  queue: { packets: number; bytes: number; tasks: number };
  connects: number;
  /** Connections refused since the start, by code. */
  refused: Record<string, number>;
  store: { kind: string; up: boolean; trouble: string | null };
  logLevel: string;
}

export interface Guest {
  id: string;
  username: string;
  isSearching: boolean;
  lastSeen: string;
}

export interface Page {
  guests: Guest[];
  total: number;
  truncated: boolean;
}

export interface GuestDetails {
  id: string;
  isOnline: boolean;
  isSearching: boolean;
  lastSeen: string;
  connectedUser: string | null;
  roomId: string | null;
  /** Those of the node that was asked. */
  sockets: { socketId: string; transport: string; since: string; bytesIn: number; bytesOut: number }[];
  otherNodes: number;
}

/** The server did not do it; the message is for people. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /** Whether the operator has to sign in (again). */
  get isSignedOut(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

const PATIENCE_MS = 10_000;

export class AdminApi {
  constructor(private readonly token: string) {}

  figures(): Promise<Figures> {
    return this.ask("GET", "");
  }

  guests(search: string, offset: number, limit: number): Promise<Page> {
    return this.ask("GET", `/guests?${new URLSearchParams({ search, offset: `${offset}`, limit: `${limit}` })}`);
  }

  async guest(id: string): Promise<GuestDetails> {
    return (await this.ask<{ guest: GuestDetails }>("GET", `/guests/${encodeURIComponent(id)}`)).guest;
  }

  disconnectGuest(id: string): Promise<unknown> {
    return this.ask("POST", `/guests/${encodeURIComponent(id)}/disconnect`);
  }

  disconnectSocket(id: string): Promise<unknown> {
    return this.ask("POST", `/sockets/${encodeURIComponent(id)}/disconnect`);
  }

  endSession(id: string): Promise<unknown> {
    return this.ask("POST", `/sessions/${encodeURIComponent(id)}/end`);
  }

  closeRoom(id: string): Promise<unknown> {
    return this.ask("POST", `/rooms/${encodeURIComponent(id)}/close`);
  }

  async notice(message: string): Promise<number> {
    return (await this.ask<{ sockets: number }>("POST", "/notice", { message })).sockets;
  }

  drain(begin: boolean): Promise<unknown> {
    return this.ask("POST", begin ? "/drain" : "/undrain");
  }

  logLevel(level: string): Promise<unknown> {
    return this.ask("POST", "/log-level", { level });
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.token}` };
    if (body) headers["Content-Type"] = "application/json";
    let response: Response;
    try {
      response = await fetch(`/api/admin${path}`, {
        method,
        headers,
        credentials: "omit",
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      throw new Refused("The server does not answer", 0);
    }
    const envelope = (await response.json().catch(() => ({}))) as {
      data?: T;
      message?: string;
      errors?: { field: string; message: string }[];
    };
    if (!response.ok) throw new Refused(reason(response.status, envelope), response.status);
    return envelope.data as T;
  }
}

function reason(status: number, { message, errors }: { message?: string; errors?: { field: string; message: string }[] }) {
  if (status === 403) return "This token is not an operator's";
  const [first] = errors ?? [];
  if (first) return `${first.field} ${first.message}`;
  return message ?? `The server answered ${status}`;
}
