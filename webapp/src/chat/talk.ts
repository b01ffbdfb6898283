import type { Api, ChatMessage, OutgoingMessage, SocketService, UploadedFile } from "../foyer-client/index";
import type { Conversation } from "./conversation";
import { bodyOf, entryOf, writeWave, type Entry, type Upload } from "./message";
import type { Recording } from "./recorder";
import { TypingSignal } from "./typing";
import { explain } from "../visit/explain";

/** As long as a message may be, in characters. */
export const LONGEST_TEXT = 1000;
/** As large as a file may be. */
export const LARGEST_FILE = 10 * 1024 * 1024;

/** What is being uploaded, to be tried again or broken off. */
interface Transfer {
  blob: Blob;
  filename: string;
  recording?: Recording;
  abort: AbortController;
}

/** Says things in the room, and hears what the partner says. */
export class Talk {
  readonly typing: TypingSignal;
  private readonly transfers = new Map<string, Transfer>();
  /** What was uploaded and not told to the partner yet. */
  private readonly files = new Map<string, OutgoingMessage>();
  private roomId = "";
  private userId = "";
  /** Whether the server has this connection in the room: only then does a message arrive. */
  private ready = false;

  constructor(
    private readonly socket: SocketService,
    private readonly api: Api,
    private readonly conversation: Conversation,
  ) {
    this.typing = new TypingSignal((on) => (on ? socket.startTyping() : socket.stopTyping()));
    socket.on("chat:message", (message) => this.heard(message));
    socket.on("chat:message:sent", ({ messageId, timestamp, clientId }) => {
      if (clientId !== undefined) this.sent(clientId, messageId, Date.parse(timestamp));
    });
    socket.on("chat:message:delivered", ({ messageId }) => {
      const entry = conversation.byId(messageId);
      if (entry?.mine) conversation.change(entry.key, { status: "delivered" });
    });
    socket.on("disconnect", () => (this.ready = false));
    // Without a network a connection may live on for a while, and be the same when the network is back.
    socket.onConnectionChange(() => this.sayWhatWaited());
  }

  enter(roomId: string, userId: string, resumed: boolean): void {
    this.roomId = roomId;
    this.userId = userId;
    this.ready = true;
    this.conversation.open(roomId, resumed);
    this.sayWhatWaited();
  }

  /** The connection was back before the server missed it. */
  resume(): void {
    this.ready = true;
    this.sayWhatWaited();
  }

  /** The room is over. */
  leave(): void {
    this.ready = false;
    this.typing.reset();
    for (const { abort } of this.transfers.values()) abort.abort();
    for (const entry of this.conversation.all) this.endTransfer(entry);
    this.files.clear();
    this.conversation.forget();
  }

  say(text: string): void {
    this.typing.sent();
    const entry = this.conversation.say({ kind: "text", text }, "waiting");
    if (this.canSend) void this.deliver(entry);
  }

  sendFile(file: File): void {
    const preview = file.type.startsWith("image/") && !file.type.includes("svg") ? URL.createObjectURL(file) : undefined;
    const upload: Upload = { name: file.name, mime: file.type, bytes: file.size, progress: 0, ...(preview && { preview }) };
    this.begin(upload, { blob: file, filename: file.name });
  }

  sendVoice(recording: Recording): void {
    const { audio, filename, seconds, wave } = recording;
    const upload: Upload = {
      name: "Voice note", mime: audio.type, bytes: audio.size, progress: 0, voice: { seconds, wave },
    };
    this.begin(upload, { blob: audio, filename, recording });
  }

  /** Sends again what has failed. */
  retry(entry: Entry): void {
    const transfer = this.transfers.get(entry.key);
    if (entry.body.kind === "upload" && transfer) {
      void this.upload(entry.key, entry.body.upload, { ...transfer, abort: new AbortController() });
      return;
    }
    this.change(entry.key, { status: "waiting" });
    if (this.canSend) void this.deliver(entry);
  }

  /** Breaks an upload off, or throws away what has failed. */
  discard(entry: Entry): void {
    this.transfers.get(entry.key)?.abort.abort();
    this.endTransfer(entry);
    this.conversation.remove(entry.key);
  }

  private begin(upload: Upload, what: Omit<Transfer, "abort">): void {
    const { key } = this.conversation.say({ kind: "upload", upload }, "sending");
    void this.upload(key, upload, { ...what, abort: new AbortController() });
  }

  private async upload(key: string, upload: Upload, transfer: Transfer): Promise<void> {
    this.transfers.set(key, transfer);
    const { blob, filename, recording, abort } = transfer;
    const show = (progress: number) => this.conversation.change(key, { body: { kind: "upload", upload: { ...upload, progress } } });
    this.change(key, { status: "sending" });
    show(0);
    const options = {
      roomId: this.roomId,
      filename,
      signal: abort.signal,
      onProgress: ({ loaded, total }: { loaded: number; total: number }) => show(total > 0 ? loaded / total : 0),
    };
    try {
      const file = recording
        ? await this.api.uploadVoice(blob, { ...options, duration: recording.seconds })
        : await this.api.uploadFile(blob, options);
      this.uploaded(key, file, recording);
    } catch (error) {
      if (!abort.signal.aborted) this.change(key, { status: "failed", problem: explain(error) });
    }
  }

  /** The file is at the server; what remains is to tell the partner of it. */
  private uploaded(key: string, file: UploadedFile, recording: Recording | undefined): void {
    const entry = this.conversation.byKey(key);
    if (!entry) return;
    this.endTransfer(entry);
    const content = recording ? { ...file, wave: writeWave(recording.wave) } : file;
    const body = bodyOf({ type: recording ? "voice" : "file", content } as Pick<ChatMessage, "type" | "content">);
    this.files.set(key, { type: recording ? "voice" : "file", content } as OutgoingMessage);
    this.change(key, { body, status: "waiting" });
    if (this.canSend) void this.deliver(entry);
  }

  private endTransfer(entry: Entry): void {
    this.transfers.delete(entry.key);
    if (entry.body.kind === "upload" && entry.body.upload.preview) URL.revokeObjectURL(entry.body.upload.preview);
  }

  private get canSend(): boolean {
    return this.ready && this.socket.getConnectionStatus();
  }

  private sayWhatWaited(): void {
    if (!this.canSend) return;
    for (const entry of this.conversation.all) {
      if (entry.mine && entry.status === "waiting") void this.deliver(entry);
    }
  }

  /**
   * Only what was never given to a connection is sent by itself when the connection is back. Of what was lost on the way
   * nobody knows whether it arrived: the guest decides whether to say it again.
   */
  private async deliver(entry: Entry): Promise<void> {
    const message: OutgoingMessage | undefined =
      entry.body.kind === "text" ? { type: "text", content: entry.body.text } : this.files.get(entry.key);
    if (!message) {
      this.change(entry.key, { status: "failed", problem: "Send the file again." });
      return;
    }
    this.change(entry.key, { status: "sending" });
    const ack = await this.socket.sendMessage({ ...message, id: entry.key });
    if (ack.ok) this.sent(entry.key, ack.messageId, Date.parse(ack.timestamp));
    // The event `chat:message:sent` may have come where the acknowledgement was lost.
    else if (entry.status === "sending") this.change(entry.key, { status: "failed", problem: explain(ack) });
  }

  private sent(key: string, id: string, at: number): void {
    const entry = this.conversation.byKey(key);
    if (!entry || entry.status === "delivered" || entry.id === id) return;
    this.files.delete(key);
    this.conversation.change(key, { id, at, status: "sent" });
  }

  private heard(message: ChatMessage): void {
    const mine = message.senderId === this.userId;
    this.conversation.add(entryOf(message, mine));
    if (!mine) void this.socket.confirmDelivery(message.id);
  }

  private change(key: string, change: Partial<Entry>): void {
    this.conversation.change(key, { problem: "", ...change });
  }
}
