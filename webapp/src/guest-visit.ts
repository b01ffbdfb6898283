import { Connection, type ConnectionListener, type Transport } from "./connection/connection";
import { curedByANewSession, type GuestSession, type Problem } from "./contract";
import { beginSession, endSession, restoreSession } from "./guest/session";

export type VisitListener = Omit<ConnectionListener, "refused">;

/** A guest's visit: a session, the connection that shows its token, and a new session when the old one is no good. */
export class GuestVisit {
  private session: GuestSession | undefined = restoreSession();
  private connection: Connection | undefined;
  private renewedInVain = false;

  constructor(
    private transports: Transport[],
    private readonly listener: VisitListener,
  ) {}

  get userId(): string {
    return this.session?.user.id ?? "";
  }

  get username(): string {
    return this.session?.user.username ?? "";
  }

  /** Connects with the session at hand, or with a new one. */
  async resume(): Promise<void> {
    this.listener.stateChanged("connecting", "", "");
    try {
      this.session ??= await this.begin("");
      this.connect(this.session);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Leaves for good and comes in anew. Rejects, the old visit untouched, when the server will not have that name. */
  async enter(username: string, transports: Transport[]): Promise<void> {
    const left = this.session;
    this.session = await this.begin(username);
    this.transports = transports;
    this.connection?.abandon();
    this.connection = undefined;
    if (left) void endSession(left);
    this.connect(this.session);
  }

  disconnect(): void {
    this.connection?.disconnect();
  }

  dropNetwork(): void {
    this.connection?.dropNetwork();
  }

  private connect(session: GuestSession): void {
    this.connection ??= new Connection(this.transports, {
      stateChanged: (state, transport, detail) => this.listener.stateChanged(state, transport, detail),
      happened: (happening) => this.listener.happened(happening),
      statistics: (statistics) => this.listener.statistics(statistics),
      established: (fields) => {
        this.renewedInVain = false;
        this.listener.established(fields);
      },
      refused: (problem) => this.refused(problem),
    });
    this.connection.connect(session.token);
  }

  private refused({ message }: Problem): void {
    // Once only: a server that refuses the sessions it has just made would otherwise be asked for ever.
    if (!curedByANewSession(message) || this.renewedInVain) return;
    this.renewedInVain = true;
    this.session = undefined;
    void this.resume();
  }

  private async begin(username: string): Promise<GuestSession> {
    const session = await beginSession(username);
    this.listener.happened({ tone: "plain", name: "session", detail: `created for ${session.user.username}` });
    return session;
  }

  private fail(error: unknown): void {
    const detail = error instanceof TypeError ? "the server cannot be reached" : (error as Error).message;
    this.listener.happened({ tone: "bad", name: "session", detail });
    this.listener.stateChanged("disconnected", "", detail);
  }
}
