import type { Ack, FoyerClient, GuestUser, GuestWish, Match } from "../foyer-client/index";
import type { Talk } from "../chat/talk";
import { explain } from "./explain";
import { advance, HOME, type Visit, type VisitEvent } from "./state";

/** After coming back into a room: how long the server has to say whether the room is still there. */
const ROOM_KNOWN_MS = 3_000;

export interface VisitListener {
  moved(visit: Visit, from: Visit): void;
  /** The guest of this tab is another one now. */
  became(user: GuestUser): void;
  problem(message: string): void;
}

/** What a guest tells of itself on the home page. */
export type Introduction = Required<Pick<GuestWish, "username">> & { location: string; gender: string; language: string };

/** Follows a guest from the home page through the search into a room and out of it. */
export class GuestVisit {
  private state: Visit = HOME;
  private checking = 0;
  /** What asks the server for a partner, and is not answered yet; perhaps it waits for the connection. */
  private question: Promise<Ack> | undefined;

  constructor(
    private readonly foyer: FoyerClient,
    private readonly talk: Talk,
    private readonly listener: VisitListener,
  ) {
    this.followSession();
    this.followSearch();
    this.followRoom();
  }

  get now(): Visit {
    return this.state;
  }

  get userId(): string {
    return this.foyer.store.user?.id ?? "";
  }

  /**
   * Looks for a partner as whom the guest wants to be. Rejects when the server will not have that name or profile; then
   * everything is as before.
   */
  async meet(introduction: Introduction): Promise<void> {
    await this.introduce(introduction);
    void this.search();
  }

  /** Looks for the next partner, as the same guest. */
  meetAgain(): void {
    void this.search();
  }

  async stopSearching(): Promise<void> {
    this.advance({ type: "search-ended" });
    // Whoever searches after this asks after this.
    this.question = undefined;
    await this.foyer.socket.cancelMatch();
  }

  async leaveRoom(): Promise<void> {
    this.goHome();
    const ack = await this.foyer.socket.leaveRoom();
    if (!ack.ok && ack.code !== "NOT_IN_ROOM") this.listener.problem(explain(ack));
  }

  goHome(): void {
    this.advance({ type: "go-home" });
  }

  /** A name is a session's for life: another name is another session. A profile can be changed, but not emptied. */
  private async introduce({ username, ...profile }: Introduction): Promise<void> {
    const { store, api, session, socket } = this.foyer;
    const { user, token } = store;
    const said = Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== "")) as Partial<typeof profile>;
    const emptied = (Object.keys(profile) as (keyof typeof profile)[]).some((field) => user?.[field] && !profile[field]);
    const renamed = username !== "" && username !== user?.username;
    if (!user || renamed || emptied) {
      const name = username === "" ? user?.username : username;
      await session.begin({ ...said, ...(name === undefined ? {} : { username: name }) });
      socket.connect();
      if (token !== undefined) void endSession(token);
    } else if ((Object.keys(said) as (keyof typeof said)[]).some((field) => said[field] !== user[field])) {
      await api.updateProfile(said);
    }
  }

  private followSession(): void {
    this.foyer.session.on("changed", ({ user }) => {
      // Whatever the guest before was in has ended with it.
      if (this.state.at === "chat") this.advance({ type: "room-closed", ending: "own_session_ended" });
      this.listener.became(user);
    });
    this.foyer.socket.on("connect", (recovered) => this.connected(recovered));
  }

  private connected(recovered: boolean): void {
    clearTimeout(this.checking);
    if (this.state.at === "searching") {
      // Who has been away is not searching any more, as far as the server knows.
      if (!recovered) void this.search();
    } else if (this.state.at === "chat") {
      if (recovered) this.talk.resume();
      else this.checking = window.setTimeout(() => void this.checkRoom(), ROOM_KNOWN_MS);
    }
  }

  /** The server has said nothing of the room: perhaps it does not know of it any more. */
  private async checkRoom(): Promise<void> {
    const { sessionId } = this.foyer.store.user ?? {};
    if (this.state.at !== "chat" || sessionId === undefined) return;
    const { room } = this.state;
    try {
      const { connectedUser } = await this.foyer.api.guest(sessionId);
      if (connectedUser !== room.partner.id) this.advance({ type: "room-closed", ending: "partner_offline" });
    } catch {
      // With the next connection it is asked again.
    }
  }

  private followSearch(): void {
    const { socket } = this.foyer;
    socket.on("user:match:searching", () => this.advance({ type: "searching", now: Date.now() }));
    socket.on("user:match:no_users", () => this.advance({ type: "alone" }));
    socket.on("user:match:cancelled", () => this.advance({ type: "search-ended" }));
    socket.on("user:matched", (match) => this.matched(match));
  }

  private async search(): Promise<void> {
    this.advance({ type: "searching", now: Date.now() });
    if (this.question) return;
    const question = this.foyer.socket.match();
    this.question = question;
    const ack = await question;
    if (this.question !== question) return;
    this.question = undefined;
    // When the connection is back, the search begins again.
    if (ack.ok || ack.code === "CONNECTION_LOST" || this.state.at !== "searching") return;
    this.advance({ type: "search-ended" });
    this.listener.problem(explain(ack));
  }

  private matched({ matchedUser, roomId, resumed = false }: Match): void {
    clearTimeout(this.checking);
    this.talk.enter(roomId, this.userId, resumed);
    this.advance({ type: "matched", room: { id: roomId, partner: matchedUser } });
  }

  private followRoom(): void {
    const { socket } = this.foyer;
    socket.on("room:partner_away", ({ userId, graceMs }) => {
      if (userId !== this.userId) this.advance({ type: "partner-away", until: Date.now() + graceMs });
    });
    socket.on("room:partner_back", ({ userId }) => {
      if (userId !== this.userId) this.advance({ type: "partner-back" });
    });
    socket.on("room:closed", ({ reason }) => this.advance({ type: "room-closed", ending: reason }));
    // The one who leaves is not told that the room is closed; its other tabs see it leave.
    socket.on("room:user_left", ({ userId }) => {
      if (userId === this.userId) this.advance({ type: "room-closed", ending: "left_elsewhere" });
    });
  }

  private advance(event: VisitEvent): void {
    const from = this.state;
    this.state = advance(from, event);
    if (this.state === from) return;
    if (from.at === "chat" && this.state.at !== "chat") this.talk.leave();
    this.listener.moved(this.state, from);
  }
}

/** Of a guest that nobody is any more. That it fails is nobody's concern: it ends by itself. */
async function endSession(token: string): Promise<void> {
  await fetch("/api/guest/me", { method: "DELETE", headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined);
}
