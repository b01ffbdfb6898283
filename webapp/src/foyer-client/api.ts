import type {
  AvailableUsers,
  FileInfo,
  GuestPresence,
  GuestUser,
  OnlineUsers,
  Profile,
  SocketStats,
  Stats,
  StatsReport,
  UploadedFile,
  UploadedVoice,
} from "./contract.js";
import { ApiError } from "./errors.js";
import type { Call, Http } from "./http.js";
import type { Session } from "./session.js";
import type { SessionStore } from "./session-store.js";
import type { Uploader } from "./upload.js";

export interface RequestOptions {
  signal?: AbortSignal;
  /** In milliseconds, instead of the client's `requestTimeout` or `uploadTimeout`. */
  timeoutMs?: number;
}

export interface UploadProgress {
  /** Bytes sent. */
  loaded: number;
  /** Bytes to send. */
  total: number;
}

export interface UploadOptions extends RequestOptions {
  /** The room the file is for: `roomId` of `user:matched`. */
  roomId: string;
  /** The file's name, for a Blob that has none. */
  filename?: string;
  onProgress?: (progress: UploadProgress) => void;
}

export interface VoiceOptions extends UploadOptions {
  /** Seconds, 1–300. */
  duration: number;
}

/**
 * The server's REST API as the guest of this tab. A 401 is not the caller's concern: the session is renewed, once for
 * all requests that are under way, and the request sent again, once.
 *
 * Every method throws an {@link ApiError} for a refusal, and an `UnreachableError` when there is no answer.
 */
export class Api {
  constructor(
    private readonly http: Http,
    private readonly uploader: Uploader,
    private readonly session: Session,
    private readonly store: SessionStore,
    private readonly timeouts: { requestTimeout: number; uploadTimeout: number },
  ) {}

  /** A name that is free to take; no session is needed. */
  async suggestUsername(options?: RequestOptions): Promise<string> {
    const call = this.call("GET", "/api/guest/username", options);
    return (await this.http.send<{ username: string }>(call)).username;
  }

  async me(options?: RequestOptions): Promise<GuestUser> {
    return (await this.asGuest<{ user: GuestUser }>(this.call("GET", "/api/guest/me", options))).user;
  }

  /** One's own session, with presence; somebody else's is refused with `FORBIDDEN`. */
  async guest(sessionId: string, options?: RequestOptions): Promise<GuestPresence> {
    const path = `/api/guest/${encodeURIComponent(sessionId)}`;
    return (await this.asGuest<{ user: GuestPresence }>(this.call("GET", path, options))).user;
  }

  /** Changes what partners are shown, and keeps it for the next session too. */
  async updateProfile(profile: Partial<Profile>, options?: RequestOptions): Promise<Profile> {
    const call = this.call("POST", "/api/guest/location", options, profile);
    const updated = await this.asGuest<Profile>(call);
    const { location, gender, language } = updated;
    this.store.updateProfile({ location, gender, language });
    return updated;
  }

  async updateDevice(deviceId: string, options?: RequestOptions): Promise<GuestUser> {
    const call = this.call("POST", "/api/users/device", options, { deviceId });
    return (await this.asGuest<{ user: GuestUser }>(call)).user;
  }

  /** Ends the session and disconnects all its sockets, other tabs' included. That it had ended already is no error. */
  async endSession(options?: RequestOptions): Promise<void> {
    const { token } = this.store;
    this.store.clear();
    if (token === undefined) return;
    try {
      await this.http.send<void>({ ...this.call("DELETE", "/api/guest/me", options), token });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
    }
  }

  stats(options?: RequestOptions): Promise<StatsReport> {
    return this.asGuest(this.call("GET", "/api/stats", options));
  }

  async userStats(options?: RequestOptions): Promise<Stats> {
    return (await this.asGuest<{ statistics: Stats }>(this.call("GET", "/api/users/stats", options))).statistics;
  }

  onlineUsers(options?: RequestOptions): Promise<OnlineUsers> {
    return this.asGuest(this.call("GET", "/api/users/online", options));
  }

  availableUsers(options?: RequestOptions): Promise<AvailableUsers> {
    return this.asGuest(this.call("GET", "/api/users/available", options));
  }

  socketStats(options?: RequestOptions): Promise<SocketStats> {
    return this.asGuest(this.call("GET", "/api/socket/stats", options));
  }

  /** Uploads a file for the partner in the room; then send what comes back as a message of type `file`. */
  uploadFile(file: Blob, options: UploadOptions): Promise<UploadedFile> {
    return this.upload("/api/files/upload", file, options, {});
  }

  /** Uploads a voice note; then send what comes back as a message of type `voice`. */
  uploadVoice(recording: Blob, options: VoiceOptions): Promise<UploadedVoice> {
    return this.upload("/api/files/voice", recording, options, { duration: String(options.duration) });
  }

  /** What is known of a file; `tempUrl` is that of {@link UploadedFile}. */
  fileInfo(tempUrl: string, options?: RequestOptions): Promise<FileInfo> {
    const address = tempUrl.replace("/temp-files/temp/", "/temp-files/info/");
    const path = address.slice(address.indexOf("/api/temp-files/"));
    return this.http.send(this.call("GET", path, options));
  }

  private upload<T>(path: string, file: Blob, options: UploadOptions, more: Record<string, string>): Promise<T> {
    const filename = options.filename ?? (file as Partial<File>).name ?? "file";
    const form = new FormData();
    // The server reads as the bytes come: what it must know of the file stands before the file.
    form.set("roomId", options.roomId);
    form.set("filename", filename);
    form.set("fileType", file.type);
    form.set("fileSize", String(file.size));
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    form.set("file", file, filename);
    const call = this.call("POST", path, { timeoutMs: this.timeouts.uploadTimeout, ...options }, form);
    return this.renewing((token) => this.uploader.send<T>({ ...call, ...token }, options.onProgress));
  }

  private asGuest<T>(call: Call): Promise<T> {
    return this.renewing((token) => this.http.send<T>({ ...call, ...token }));
  }

  /** The interceptor: sends the request, and after a 401 once more with the token of a renewed session. */
  private async renewing<T>(send: (token: { token?: string }) => Promise<T>): Promise<T> {
    const { token } = this.store;
    try {
      return await send(token === undefined ? {} : { token });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      // The guest has left on purpose while the request was under way.
      if (token !== undefined && this.store.token === undefined && !this.session.isRegenerating) throw error;
      // Another request, or the socket, may have brought a new session while this one was under way.
      return send({ token: (await this.session.regenerate(error, token)).token });
    }
  }

  private call(method: Call["method"], path: string, options: RequestOptions = {}, body?: object): Call {
    const { signal, timeoutMs = this.timeouts.requestTimeout } = options;
    return { method, path, timeoutMs, ...(body ? { body } : {}), ...(signal ? { signal } : {}) };
  }
}
