import type { GuestSession } from "../contract";

export interface FieldProblem {
  field: string;
  message: string;
}

type Envelope<T> =
  | { success: true; message?: string; data: T }
  | { success: false; message: string; code: string; errors?: FieldProblem[] };

/** An answer of the server's that says no. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(message);
    this.name = "ApiError";
  }
}

export interface GuestWish {
  username?: string;
  deviceId: string;
}

export function createGuest(wish: GuestWish): Promise<GuestSession> {
  return call("POST", "/api/guest", { body: wish });
}

export async function suggestUsername(): Promise<string> {
  const { username } = await call<{ username: string }>("GET", "/api/guest/username");
  return username;
}

export function endGuest(token: string): Promise<void> {
  return call("DELETE", "/api/guest/me", { token });
}

/** Throws an {@link ApiError} for a refusal, and a TypeError when the server cannot be reached. */
async function call<T>(
  method: string,
  path: string,
  { body, token }: { body?: unknown; token?: string } = {},
): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;

  const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  if (response.status === 204) return undefined as T;

  const envelope = await read<T>(response);
  if (!envelope.success) {
    throw new ApiError(response.status, envelope.code, envelope.message, envelope.errors);
  }
  return envelope.data;
}

/** A proxy in between may answer with a page of its own. */
async function read<T>(response: Response): Promise<Envelope<T>> {
  try {
    return (await response.json()) as Envelope<T>;
  } catch {
    return { success: false, code: "NO_ENVELOPE", message: `The server answered ${response.status}` };
  }
}
