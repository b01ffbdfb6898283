import { ApiError, type Problem } from "../foyer-client/index";

/** Refusals in words that say what to do. */
const WORDS: Readonly<Record<string, string>> = {
  RATE_LIMITED: "That was too much at once.",
  FILE_TOO_LARGE: "The file is larger than 10 MB.",
  TOO_LARGE: "The file is larger than 10 MB.",
  FILE_TYPE_NOT_ALLOWED: "Files of this kind cannot be sent.",
  UPLOAD_TOO_SLOW: "The connection is too slow for this file.",
  STORAGE_FULL: "There is no space for this file just now.",
  NOT_YOUR_ROOM: "The room is closed.",
  NOT_IN_ROOM: "The room is closed.",
  IN_ROOM: "You are in a chat already, perhaps in another tab.",
  DRAINING: "The server is being restarted; it will be back in a moment.",
  UNAVAILABLE: "The server is busy.",
  UNREACHABLE: "The server cannot be reached.",
  TIMEOUT: "The server did not answer in time.",
  NOT_CONNECTED: "There is no connection.",
  CONNECTION_LOST: "The connection was lost on the way.",
};

/** What went wrong, said to a person: an error of the API's, or a refused event. */
export function explain(problem: unknown): string {
  if (problem instanceof ApiError && problem.fields.length > 0) {
    return problem.fields.map(({ field, message }) => `${field} ${message}`).join("; ");
  }
  const { code, message, retryAfterMs } = problem as Problem;
  const words = WORDS[code ?? ""] ?? message;
  return retryAfterMs === undefined ? words : `${words} Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s.`;
}
