import type { ChatMessage, FileCategory } from "../foyer-client/index";

/** What became of a message of one's own. */
export type Status =
  /** For the connection. */
  | "waiting"
  | "sending"
  | "sent"
  | "delivered"
  | "failed";

export interface SharedFile {
  name: string;
  mime: string;
  bytes: number;
  category: FileCategory;
  /** Paths of this server: never where somebody else says. Undefined when the message has none that is ours. */
  showPath: string | undefined;
  downloadPath: string | undefined;
}

export interface VoiceNote {
  seconds: number;
  showPath: string | undefined;
  /** How loud each part of it is, 0–9; empty when unknown. */
  wave: readonly number[];
}

/** A file on its way; only this page knows of it. */
export interface Upload {
  name: string;
  mime: string;
  bytes: number;
  /** 0–1 */
  progress: number;
  /** Of a picture: shows it while it is on its way. */
  preview?: string;
  voice?: { seconds: number; wave: readonly number[] };
}

export type Body =
  | { kind: "text"; text: string }
  | { kind: "file"; file: SharedFile }
  | { kind: "voice"; voice: VoiceNote }
  | { kind: "upload"; upload: Upload }
  /** Something that happened: a call, for instance. */
  | { kind: "note"; text: string };

/** One entry of a conversation. */
export interface Entry {
  /** Unlike any other entry's. */
  key: string;
  /** The server's id, as soon as it is known. */
  id?: string;
  mine: boolean;
  /** Milliseconds since 1970. */
  at: number;
  status: Status;
  /** Why it failed, in words. */
  problem?: string;
  body: Body;
}

const FILES = "/api/temp-files/";
const CATEGORIES: ReadonlySet<string> = new Set([
  "image", "video", "audio", "pdf", "text", "document", "archive",
] satisfies FileCategory[]);

/** An entry of a message that came in; what is in it may be anything. */
export function entryOf(message: ChatMessage, mine: boolean): Entry {
  const at = Date.parse(message.timestamp);
  return {
    key: message.id,
    id: message.id,
    mine,
    at: Number.isFinite(at) ? at : Date.now(),
    status: "sent",
    body: bodyOf(message),
  };
}

export function bodyOf({ type, content }: Pick<ChatMessage, "type" | "content">): Body {
  if (type === "text") return { kind: "text", text: String(content) };
  const fields: Record<string, unknown> = typeof content === "object" && content !== null ? { ...content } : {};
  return type === "voice" ? { kind: "voice", voice: voiceOf(fields) } : { kind: "file", file: fileOf(fields) };
}

function fileOf(fields: Record<string, unknown>): SharedFile {
  const category = text(fields["fileTypeCategory"]);
  return {
    name: text(fields["filename"]).slice(0, 255) || "file",
    mime: text(fields["fileType"]).slice(0, 100),
    bytes: number(fields["fileSize"]),
    category: CATEGORIES.has(category) ? (category as FileCategory) : "document",
    showPath: ownPath(fields["tempUrl"]),
    downloadPath: ownPath(fields["downloadUrl"]),
  };
}

function voiceOf(fields: Record<string, unknown>): VoiceNote {
  return {
    seconds: Math.min(300, number(fields["duration"])),
    showPath: ownPath(fields["tempUrl"]),
    wave: readWave(text(fields["wave"])),
  };
}

/** How loud a voice note is, as it goes over the wire: a digit for each part. */
export function writeWave(wave: readonly number[]): string {
  return wave.map((level) => Math.max(0, Math.min(9, Math.round(level)))).join("");
}

function readWave(digits: string): number[] {
  return /^\d{1,64}$/.test(digits) ? Array.from(digits, Number) : [];
}

/**
 * The path of a link to a file, if it is one of Foyer's. A message says where its file is, and its sender may be
 * anybody: only the path is taken, and asked of the server this page came from.
 */
function ownPath(link: unknown): string | undefined {
  try {
    const { pathname, search } = new URL(text(link), location.origin);
    return pathname.startsWith(FILES) ? pathname + search : undefined;
  } catch {
    return undefined;
  }
}

const text = (value: unknown) => (typeof value === "string" ? value : "");
const number = (value: unknown) => (typeof value === "number" && value >= 0 ? value : 0);
