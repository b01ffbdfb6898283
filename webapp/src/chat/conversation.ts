import type { Body, Entry, Status } from "./message";

/** How many entries are remembered; older ones make room. */
const KEPT = 500;
/** How many are kept over a reload. */
const KEPT_OVER_A_RELOAD = 200;
const STORE = "foyer.conversation";

export interface ConversationListener {
  /** Everything is another. */
  reset(entries: readonly Entry[]): void;
  added(entry: Entry): void;
  changed(entry: Entry): void;
  removed(entry: Entry): void;
}

/**
 * What was said in the room, oldest first. The server keeps none of it: it lives in this tab's storage, so that a reload
 * shows it again, and goes with the room.
 */
export class Conversation {
  private roomId = "";
  private entries: Entry[] = [];
  private nextKey = 0;
  private saving = 0;

  constructor(
    private readonly listener: ConversationListener,
    private readonly storage: Storage = sessionStorage,
  ) {
    // A tab that is closed or reloaded saves at the last moment.
    addEventListener("pagehide", () => this.save());
  }

  get all(): readonly Entry[] {
    return this.entries;
  }

  /** A room begins, or goes on: then what was said in it is shown again. */
  open(roomId: string, resumed: boolean): void {
    if (resumed && roomId === this.roomId) return;
    this.roomId = roomId;
    this.entries = resumed ? this.load(roomId) : [];
    this.listener.reset(this.entries);
    this.save();
  }

  /** The room is over, and with it what was said. */
  forget(): void {
    this.roomId = "";
    this.entries = [];
    clearTimeout(this.saving);
    this.saving = 0;
    this.storage.removeItem(STORE);
    this.listener.reset([]);
  }

  /** A new entry of one's own. */
  say(body: Body, status: Status): Entry {
    return this.add({ key: this.newKey(), mine: true, at: Date.now(), status, body });
  }

  note(text: string): void {
    this.add({ key: this.newKey(), mine: false, at: Date.now(), status: "sent", body: { kind: "note", text } });
  }

  /** Adds an entry; one that is there already is left as it is. */
  add(entry: Entry): Entry {
    const known = entry.id === undefined ? undefined : this.byId(entry.id);
    if (known) return known;
    this.entries.push(entry);
    this.listener.added(entry);
    if (this.entries.length > KEPT) this.listener.removed(this.entries.shift() as Entry);
    this.saveSoon();
    return entry;
  }

  byKey(key: string): Entry | undefined {
    return this.entries.find((entry) => entry.key === key);
  }

  byId(id: string): Entry | undefined {
    return this.entries.findLast((entry) => entry.id === id);
  }

  /** Changes an entry, if it is still there. */
  change(key: string, change: Partial<Omit<Entry, "key">>): void {
    const entry = this.byKey(key);
    if (!entry) return;
    Object.assign(entry, change);
    this.listener.changed(entry);
    this.saveSoon();
  }

  remove(key: string): void {
    const entry = this.byKey(key);
    if (!entry) return;
    this.entries = this.entries.filter((other) => other !== entry);
    this.listener.removed(entry);
    this.saveSoon();
  }

  private newKey(): string {
    // Two tabs of one guest write to different storages, but a tab that was duplicated begins with the other's keys.
    return `own-${Date.now().toString(36)}-${(this.nextKey++).toString(36)}-${Math.floor(Math.random() * 1e6).toString(36)}`;
  }

  private saveSoon(): void {
    // Soon enough for a tab that is duplicated the next moment, and once for all that comes together.
    this.saving ||= window.setTimeout(() => this.save());
  }

  private save(): void {
    clearTimeout(this.saving);
    this.saving = 0;
    if (this.roomId === "") return;
    const entries = this.entries.filter(({ body }) => body.kind !== "upload").slice(-KEPT_OVER_A_RELOAD);
    try {
      this.storage.setItem(STORE, JSON.stringify({ roomId: this.roomId, entries }));
    } catch {
      // Storage is full: a reload begins with what was saved before.
    }
  }

  private load(roomId: string): Entry[] {
    try {
      const saved = JSON.parse(this.storage.getItem(STORE) ?? "{}") as { roomId?: string; entries?: Entry[] };
      if (saved.roomId !== roomId || !saved.entries) return [];
      // Nobody knows any more whether what was on its way has arrived.
      return saved.entries.map((entry) =>
        entry.status === "waiting" || entry.status === "sending" ? { ...entry, status: "failed" } : entry,
      );
    } catch {
      return [];
    }
  }
}
