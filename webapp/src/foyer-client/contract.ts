/**
 * The shapes of Foyer's wire contract: what goes over REST, and every event of both directions. Times are ISO-8601 UTC
 * strings unless a name ends in `Ms`.
 */

// ---- Guests ----

/** What a guest says of itself; all of it optional, all of it shown to partners. */
export interface Profile {
  location: string | null;
  gender: string | null;
  language: string | null;
}

export interface GuestUser extends Profile {
  /** `guest_<uuid>` */
  id: string;
  username: string;
  isGuest: boolean;
  sessionId: string;
}

/** A guest with its presence, as `GET /api/guest/{sessionId}` gives it. */
export interface GuestPresence extends GuestUser {
  isOnline: boolean;
  lastSeen: string;
  isSearching: boolean;
  /** The id of the partner in the room, or null. */
  connectedUser: string | null;
}

/** The body of `POST /api/guest`. Without a username the server makes one up. */
export interface GuestWish extends Partial<Profile> {
  /** 3–20 of `[A-Za-z0-9_]`. */
  username?: string;
  deviceId?: string;
}

export interface TokenGrant {
  token: string;
  expiresAt: string;
}

export interface GuestSession extends TokenGrant {
  user: GuestUser;
}

// ---- Statistics ----

export interface Stats {
  /** Sessions alive. */
  totalUsers: number;
  /** Guests with a socket. */
  onlineUsers: number;
  /** Open sockets. */
  activeUsers: number;
  /** Guests searching. */
  availableUsers: number;
  /** Rooms of two. */
  connectedUsers: number;
}

/** Somebody who is here, as everybody may see it. */
export interface OnlineUser extends Profile {
  id: string;
  username: string;
  isOnline: boolean;
  isSearching: boolean;
  lastSeen: string;
  isGuest: boolean;
}

/** The data of `GET /api/stats`. */
export interface StatsReport {
  stats: Stats;
  onlineUsers: OnlineUser[];
  timestamp: string;
}

export interface RealtimeStats extends StatsReport {
  /** There are more users online than are listed. */
  truncated: boolean;
}

/** The data of `GET /api/users/online`. */
export interface OnlineUsers {
  onlineUsers: OnlineUser[];
  count: number;
  timestamp: string;
}

/** The data of `GET /api/users/available`: searching, and not in a room. */
export interface AvailableUsers {
  availableUsers: OnlineUser[];
  count: number;
}

/** The data of `GET /api/socket/stats`. */
export interface SocketStats {
  connectedSockets: number;
  rooms: number;
  namespace: string;
}

// ---- Files ----

export type FileCategory = "image" | "video" | "audio" | "pdf" | "text" | "document" | "archive";

/** A file that was uploaded; what its sender passes on as the `content` of a message. */
export interface UploadedFile {
  fileId: string;
  filename: string;
  fileType: string;
  /** Bytes. */
  fileSize: number;
  /** Absolute and signed: shows the file; ends with the room. */
  tempUrl: string;
  /** Absolute and signed: saves the file. */
  downloadUrl: string;
  isImage: boolean;
  fileTypeCategory: FileCategory;
  expiresAt: string;
}

export interface UploadedVoice extends UploadedFile {
  /** Seconds. */
  duration: number;
}

/** The data of `GET /api/temp-files/info/{fileId}`. */
export interface FileInfo {
  fileId: string;
  originalName: string;
  mimetype: string;
  size: number;
  createdAt: string;
  expiresAt: string;
  isImage: boolean;
  fileType: FileCategory;
}

// ---- Answers and problems ----

/** Every code the server refuses with; codes of later servers are strings too. */
export type RefusalCode =
  | "TOKEN_MISSING"
  | "TOKEN_EXPIRED"
  | "TOKEN_INVALID"
  | "SESSION_NOT_FOUND"
  | "GUESTS_ONLY"
  | "ORIGIN_NOT_ALLOWED"
  | "FORBIDDEN"
  | "NOT_YOUR_ROOM"
  | "RATE_LIMITED"
  | "DRAINING"
  | "STORAGE_FULL"
  | "UNAVAILABLE"
  | "INVALID_INPUT"
  | "IN_ROOM"
  | "NOT_IN_ROOM"
  | "NOT_SEARCHING"
  | "UNKNOWN_EVENT"
  | "BAD_REQUEST"
  | "NOT_FOUND"
  | "FILE_NOT_FOUND"
  | "METHOD_NOT_ALLOWED"
  | "NOT_ACCEPTABLE"
  | "TOO_LARGE"
  | "FILE_TOO_LARGE"
  | "FILE_TYPE_NOT_ALLOWED"
  | "UPLOAD_TOO_SLOW"
  | "UNSUPPORTED_TYPE"
  | "INTERNAL_ERROR"
  | (string & {});

export interface Problem {
  message: string;
  code?: RefusalCode;
  /** How long to wait before trying again. */
  retryAfterMs?: number;
}

export interface FieldProblem {
  field: string;
  message: string;
}

/** The form of every answer under `/api`. */
export type Envelope<T> =
  | { success: true; message?: string; data: T }
  | {
      success: false;
      message: string;
      code: RefusalCode;
      errors?: FieldProblem[];
      retryAfterMs?: number;
    };

/** The answer to an event: carried out, with what the event answers besides, or refused. */
export type Ack<T extends object = object> =
  | ({ ok: true } & T)
  | { ok: false; code: RefusalCode; message: string; retryAfterMs?: number };

// ---- Connection ----

/** The first event after CONNECT. */
export interface Established {
  userId: string;
  username: string;
  socketId: string;
  sessionId: string;
  isGuest: boolean;
  /** The same socket id, rooms and missed events as before the connection was lost. */
  recovered: boolean;
  serverTime: string;
}

export interface Presence {
  userId: string;
  username: string;
  isOnline: boolean;
  isSearching: boolean;
  lastSeen: string;
}

// ---- Rooms and chat ----

export interface Person {
  userId: string;
  username: string;
}

export interface MatchedUser extends Profile {
  id: string;
  username: string;
  isGuest: boolean;
}

export interface Match {
  matchedUser: MatchedUser;
  /** Both user ids, sorted, joined by `_`. */
  roomId: string;
  /** A room that was there before: a reload, or another tab. */
  resumed?: boolean;
}

export type RoomClosedReason =
  | "user_disconnected"
  | "partner_offline"
  | "user_left"
  | "session_expired"
  | "admin"
  | (string & {});

export interface RoomClosed extends Person {
  message: string;
  reason: RoomClosedReason;
}

/** The content of a file message: what {@link UploadedFile} has, or less. */
export interface FileContent extends Partial<Omit<UploadedFile, "filename" | "fileType" | "fileSize">> {
  filename: string;
  fileType: string;
  /** Bytes, at most 10 MB. */
  fileSize: number;
}

export interface VoiceContent extends Partial<Omit<UploadedVoice, "duration" | "fileSize">> {
  /** Seconds, 0–300. */
  duration: number;
  /** Bytes, at most 10 MB. */
  fileSize: number;
}

export type MessageBody =
  | { type: "text"; /** At most 1000 characters, not blank. */ content: string }
  | { type: "file"; content: FileContent }
  | { type: "voice"; content: VoiceContent };

/** A message to send. `id` is the client's own: `chat:message:sent` gives it back as `clientId`. */
export type OutgoingMessage = MessageBody & { id?: string; timestamp?: string };

/** A message received. The sender's other tabs receive it too: then `senderId` is one's own. */
export type ChatMessage = MessageBody & {
  id: string;
  senderId: string;
  senderUsername: string;
  timestamp: string;
};

export interface MessageSent {
  messageId: string;
  timestamp: string;
  status: "sent";
  /** The `id` the message was sent with. */
  clientId?: string;
}

export interface MessageDelivered {
  messageId: string;
  timestamp: string;
}

// ---- Calls ----

export type CallType = "audio" | "video" | (string & {});

/** Who a signal comes from. */
export interface SignalSource {
  /** A user id. */
  from: string;
  fromUsername: string;
}

export interface OfferSignal {
  offer: RTCSessionDescriptionInit;
  type?: CallType;
}

export interface AnswerSignal {
  answer: RTCSessionDescriptionInit;
}

export interface CandidateSignal {
  /** null says that there are no more. */
  candidate: RTCIceCandidateInit | null;
}

// ---- Events ----

/** Every event of the server, by its name (contract, section 4). */
export interface ServerEvents {
  "connection:established": (fields: Established) => void;

  "realtime:stats": (statistics: RealtimeStats) => void;
  "realtime:stats:error": (problem: Problem) => void;
  "stats:update": (stats: Stats) => void;
  "users:online:update": (users: OnlineUser[]) => void;

  "presence:update": (presence: Presence) => void;
  "presence:user_online": (presence: Presence) => void;
  "presence:user_offline": (presence: Presence) => void;
  "presence:searching_started": (presence: Presence) => void;
  "presence:searching_stopped": (presence: Presence) => void;

  "user:match:searching": (notice: { message: string }) => void;
  "user:match:no_users": (notice: { message: string }) => void;
  "user:match:cancelled": (notice: { message: string }) => void;
  "user:match:error": (problem: Problem) => void;
  "user:match:cancel:error": (problem: Problem) => void;
  "user:matched": (match: Match) => void;

  "room:user_joined": (who: Person & { message: string }) => void;
  "room:user_left": (who: Person & { message: string }) => void;
  "room:partner_away": (who: Person & { graceMs: number }) => void;
  "room:partner_back": (who: Person) => void;
  "room:closed": (closed: RoomClosed) => void;

  "chat:message": (message: ChatMessage) => void;
  "chat:message:sent": (sent: MessageSent) => void;
  "chat:message:delivered": (delivered: MessageDelivered) => void;
  "chat:typing:start": (who: Person) => void;
  "chat:typing:stop": (who: Person) => void;
  "chat:cleared": (cleared: Person & { reason: RoomClosedReason }) => void;
  "chat:clear:confirmed": (notice: { message: string }) => void;
  "chat:error": (problem: Problem) => void;

  "webrtc:offer": (signal: OfferSignal & SignalSource) => void;
  "webrtc:answer": (signal: AnswerSignal & SignalSource) => void;
  "webrtc:ice-candidate": (signal: CandidateSignal & Pick<SignalSource, "from">) => void;
  "webrtc:call-end": (signal: SignalSource) => void;
  "webrtc:call-reject": (signal: SignalSource) => void;
  "webrtc:call-timeout": (signal: SignalSource) => void;
  "webrtc:error": (problem: Problem) => void;

  "session:expiring": (notice: { expiresAt: string }) => void;
  "session:expired": (problem: Problem) => void;
  /** The node is about to stop: come back, to another one, after that time. */
  "server:draining": (notice: { reconnectInMs?: number }) => void;
  error: (problem: Problem) => void;
}

/** Fields of `guest:register` and `guest:update`; id and name come from the token. */
export type GuestFields = Partial<Profile> & { deviceId?: string };

/** Every event of the client, by its name, with its payload (contract, section 3). */
export interface ClientEvents {
  "user:match": () => void;
  "user:match:cancel": () => void;

  "chat:message": (message: OutgoingMessage) => void;
  "chat:message:delivered": (delivered: { messageId: string }) => void;
  "chat:typing:start": () => void;
  "chat:typing:stop": () => void;
  "chat:clear": () => void;
  "leave-room": () => void;
  "close-room": () => void;

  "webrtc:offer": (signal: OfferSignal) => void;
  "webrtc:answer": (signal: AnswerSignal) => void;
  "webrtc:ice-candidate": (signal: CandidateSignal) => void;
  "webrtc:call-end": () => void;
  "webrtc:call-reject": () => void;
  "webrtc:call-timeout": () => void;

  "get:stats": () => void;
  "stats:request": () => void;
  "users:online:request": () => void;

  "guest:register": (fields: GuestFields) => void;
  "guest:update": (fields: GuestFields) => void;
  "presence:online": (state: { isOnline: boolean }) => void;
  "presence:searching": (state: { isSearching: boolean }) => void;
  "presence:heartbeat": () => void;
  "presence:request_update": () => void;

  "auth:refresh": (grant: { token: string }) => void;
}
