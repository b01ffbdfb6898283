import { describe, expect, test } from "vitest";
import { classify, refusedConnect, unreachable, withoutSession } from "../../src/foyer-client/classify";
import { ApiError, UnreachableError } from "../../src/foyer-client/errors";

describe("seed: Error Classification", () => {
  test("Token Expiration: the message is exactly that", () => {
    expect(classify({ message: "Token has expired" })).toBe("token_expired");
  });

  test("Session Not Found: the message includes it", () => {
    expect(classify({ message: "session not found" })).toBe("session_not_found");
    expect(classify({ message: "Guest session not found or expired" })).toBe("session_not_found");
  });

  test("Session Expired: the message includes 'expired'", () => {
    expect(classify({ message: "Your session expired an hour ago" })).toBe("session_expired");
  });

  test("Other Errors: anything else", () => {
    expect(classify({ message: "Invalid token" })).toBe("refused");
    expect(classify({ message: "Only guest sessions are supported" })).toBe("refused");
    expect(classify({ message: "" })).toBe("refused");
  });

  test("the code goes before the message", () => {
    const message = "Token has expired";
    expect(classify({ code: "SESSION_NOT_FOUND", message })).toBe("session_not_found");
    expect(classify({ code: "TOKEN_INVALID", message })).toBe("refused");
    expect(classify({ code: "RATE_LIMITED", message })).toBe("retry");
    expect(classify({ code: "DRAINING", message })).toBe("retry");
    expect(classify({ code: "UNAVAILABLE", message })).toBe("retry");
    expect(classify({ code: "TOKEN_EXPIRED", message: "Le jeton a expiré" })).toBe("token_expired");
  });

  test("a code of a later server leaves it to the message", () => {
    expect(classify({ code: "TOO_OLD", message: "Token has expired" })).toBe("token_expired");
  });

  test("an older server's rate limit and shutdown are for later", () => {
    expect(classify({ message: "Rate limit exceeded" })).toBe("retry");
    expect(classify({ message: "Server is shutting down" })).toBe("retry");
  });
});

describe("errors of a connection", () => {
  test("CONNECT_ERROR carries code and wait", () => {
    const data = { code: "RATE_LIMITED", retryAfterMs: 1234 };
    const error = refusedConnect(Object.assign(new Error("Rate limit exceeded"), { data }));
    expect(error).toMatchObject({ kind: "retry", code: "RATE_LIMITED", retryAfterMs: 1234 });
    expect(error.curedByANewSession).toBe(false);
  });

  test("data of a strange shape is not believed", () => {
    const data = { code: 7, retryAfterMs: "soon" };
    const error = refusedConnect(Object.assign(new Error("Token has expired"), { data }));
    expect(error).toMatchObject({ kind: "token_expired", code: undefined, retryAfterMs: undefined });
    expect(error.curedByANewSession).toBe(true);
  });

  test("a transport that fails is the network's fault, whatever it says", () => {
    expect(unreachable(new Error("certificate has expired")).kind).toBe("network");
  });

  test("no session to connect with: refused for good, for now, or not asked at all", () => {
    expect(withoutSession(new ApiError(400, "INVALID_INPUT", "no")).kind).toBe("refused");
    expect(withoutSession(new ApiError(429, "RATE_LIMITED", "no", [], 5000))).toMatchObject({
      kind: "retry",
      retryAfterMs: 5000,
    });
    expect(withoutSession(new ApiError(503, "DRAINING", "no")).kind).toBe("retry");
    expect(withoutSession(new ApiError(404, "NO_ENVELOPE", "a server that still starts")).kind).toBe("retry");
    expect(withoutSession(new UnreachableError("TIMEOUT", "late")).kind).toBe("network");
  });
});
