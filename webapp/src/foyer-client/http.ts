import type { Envelope } from "./contract.js";
import type { Environment } from "./environment.js";
import { ApiError, UnreachableError } from "./errors.js";

export interface Call {
  method: "GET" | "POST" | "DELETE";
  path: string;
  /** Sent as JSON, or as it is when it is a form. */
  body?: object | FormData;
  token?: string;
  signal?: AbortSignal;
  timeoutMs: number;
}

/** Speaks the server's envelopes: gives the data of a yes, throws an {@link ApiError} for a no. */
export class Http {
  constructor(
    private readonly baseUrl: string,
    private readonly environment: Pick<Environment, "fetch">,
  ) {}

  url(path: string): string {
    return this.baseUrl + path;
  }

  /** @throws ApiError for a refusal, UnreachableError when there is no answer, or none in time */
  async send<T>({ method, path, body, token, signal, timeoutMs }: Call): Promise<T> {
    const form = typeof FormData === "function" && body instanceof FormData;
    const headers: Record<string, string> = { Accept: "application/json" };
    if (body && !form) headers["Content-Type"] = "application/json";
    if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;

    const deadline = new Deadline(timeoutMs, signal);
    try {
      const response = await this.environment.fetch(this.url(path), {
        method,
        headers,
        body: body ? (form ? body : JSON.stringify(body)) : null,
        signal: deadline.signal,
      });
      const text = await response.text();
      return dataOf<T>(response.status, text, response.headers.get("Retry-After"));
    } catch (error) {
      throw error instanceof ApiError ? error : deadline.explain(error);
    } finally {
      deadline.end();
    }
  }
}

/** What an answer says: the data, or an {@link ApiError}. */
export function dataOf<T>(status: number, text: string, retryAfter: string | null): T {
  if (status === 204) return undefined as T;
  const envelope = parse<T>(status, text);
  if (envelope.success) return envelope.data;
  const { code, message, errors } = envelope;
  const seconds = Number(retryAfter ?? Number.NaN);
  const retryAfterMs = envelope.retryAfterMs ?? (Number.isFinite(seconds) ? seconds * 1000 : undefined);
  throw new ApiError(status, code, message, errors, retryAfterMs);
}

/** A proxy in between may answer with a page of its own. */
function parse<T>(status: number, text: string): Envelope<T> {
  try {
    const envelope = JSON.parse(text) as Envelope<T> | null;
    if (typeof envelope?.success === "boolean") return envelope;
  } catch {
    // said below
  }
  return { success: false, code: "NO_ENVELOPE", message: `The server answered ${status}` };
}

/** Ends a request after a time, or when the caller says so; AbortSignal.any() is not in every browser. */
class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: ReturnType<typeof setTimeout>;
  private timedOut = false;

  constructor(
    private readonly timeoutMs: number,
    private readonly given?: AbortSignal,
  ) {
    this.timer = setTimeout(() => {
      this.timedOut = true;
      this.controller.abort();
    }, timeoutMs);
    if (given?.aborted) this.controller.abort();
    given?.addEventListener("abort", this.abort);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  explain(cause: unknown): UnreachableError {
    if (this.timedOut) return timedOut(this.timeoutMs, cause);
    if (this.given?.aborted) return new UnreachableError("ABORTED", "The request was cancelled", { cause });
    return new UnreachableError("UNREACHABLE", "The server cannot be reached", { cause });
  }

  end(): void {
    clearTimeout(this.timer);
    this.given?.removeEventListener("abort", this.abort);
  }

  private readonly abort = (): void => this.controller.abort();
}

export function timedOut(timeoutMs: number, cause?: unknown): UnreachableError {
  return new UnreachableError("TIMEOUT", `The server did not answer within ${timeoutMs} ms`, { cause });
}
