import type { FieldProblem, Problem, RefusalCode } from "./contract.js";

/** An answer of the server's API that says no. */
export class ApiError extends Error {
  constructor(
    /** The HTTP status. */
    readonly status: number,
    readonly code: RefusalCode,
    message: string,
    /** What is wrong with which field, when the input was. */
    readonly fields: readonly FieldProblem[] = [],
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/**
 * Whether an answer is a no for good. Too many requests and a server in trouble are not, and what is not Foyer's answer says nothing: a
 * proxy's page, or that of a server which is still starting.
 */
export function isForGood({ status, code }: ApiError): boolean {
  return status < 500 && status !== 429 && status !== 408 && code !== "NO_ENVELOPE";
}

/** The server could not be asked, or did not answer in time: nothing is known of what it would have said. */
export class UnreachableError extends Error {
  constructor(
    readonly code: "UNREACHABLE" | "TIMEOUT" | "ABORTED",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "UnreachableError";
  }
}

/** What a failed connection asks of the client. */
export type ErrorKind =
  /** The token is too old: a new session. */
  | "token_expired"
  /** The session is gone: a new session. */
  | "session_not_found"
  /** Something else has expired: a new session. */
  | "session_expired"
  /** Not now: the same again, later. */
  | "retry"
  /** The same again would be refused again. */
  | "refused"
  /** The server was not reached: the same again, later. */
  | "network";

/** Why a connection attempt failed. */
export class ConnectionError extends Error {
  readonly code: RefusalCode | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly kind: ErrorKind,
    problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.message, options);
    this.name = "ConnectionError";
    this.code = problem.code;
    this.retryAfterMs = problem.retryAfterMs;
  }

  /** Whether a new guest session cures it. */
  get curedByANewSession(): boolean {
    return this.kind === "token_expired" || this.kind === "session_not_found" || this.kind === "session_expired";
  }
}
