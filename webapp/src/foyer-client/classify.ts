import type { Problem } from "./contract.js";
import { ApiError, ConnectionError, isForGood, UnreachableError, type ErrorKind } from "./errors.js";

const BY_CODE: Readonly<Record<string, ErrorKind>> = {
  TOKEN_EXPIRED: "token_expired",
  SESSION_NOT_FOUND: "session_not_found",
  RATE_LIMITED: "retry",
  DRAINING: "retry",
  UNAVAILABLE: "retry",
  INTERNAL_ERROR: "retry",
  TOKEN_MISSING: "refused",
  TOKEN_INVALID: "refused",
  GUESTS_ONLY: "refused",
  ORIGIN_NOT_ALLOWED: "refused",
};

/** What a refusal asks of the client: by its code, or by its message where an older server gives no code. */
export function classify({ code, message }: Problem): ErrorKind {
  return (code === undefined ? undefined : BY_CODE[code]) ?? byMessage(message);
}

function byMessage(message: string): ErrorKind {
  if (message === "Token has expired") return "token_expired";
  const text = message.toLowerCase();
  if (text.includes("session not found")) return "session_not_found";
  if (text.includes("expired")) return "session_expired";
  if (text.includes("rate limit") || text.includes("shutting down")) return "retry";
  return "refused";
}

/** A CONNECT_ERROR: the server was reached, and said no. */
export function refusedConnect(error: Error): ConnectionError {
  const { code, retryAfterMs } = (error as Error & { data?: Partial<Problem> }).data ?? {};
  const problem: Problem = { message: error.message };
  if (typeof code === "string") problem.code = code;
  if (typeof retryAfterMs === "number") problem.retryAfterMs = retryAfterMs;
  return new ConnectionError(classify(problem), problem, { cause: error });
}

/** The transport failed, or the attempt took too long. */
export function unreachable(error: Error): ConnectionError {
  return new ConnectionError("network", { message: error.message }, { cause: error });
}

/** No session could be had to connect with. */
export function withoutSession(error: unknown): ConnectionError {
  if (error instanceof ApiError) {
    const { code, message, retryAfterMs } = error;
    const kind = isForGood(error) ? "refused" : "retry";
    const problem: Problem = { code, message };
    if (retryAfterMs !== undefined) problem.retryAfterMs = retryAfterMs;
    return new ConnectionError(kind, problem, { cause: error });
  }
  const message = error instanceof UnreachableError ? error.message : String(error);
  return new ConnectionError("network", { message }, { cause: error });
}
