import { io, type Socket } from "socket.io-client";
import type { ClientEvents, Established, Problem, RealtimeStats, ServerEvents } from "../contract";
import { dropNetwork } from "./drop";
import { recordManager, recordSocket, type Recorder } from "./record";

export type State = "connecting" | "connected" | "reconnecting" | "disconnected" | "refused";
export type Transport = "websocket" | "polling";

export interface ConnectionListener extends Recorder {
  stateChanged(state: State, transport: string, detail: string): void;
  established(fields: Established): void;
  statistics(statistics: RealtimeStats): void;
  /** The server answered CONNECT_ERROR; the client does not try again by itself. */
  refused(problem: Problem): void;
}

type FoyerSocket = Socket<ServerEvents, ClientEvents>;

/** One stock socket, and what is to be known about it. It outlives its connections, and keeps one token at a time. */
export class Connection {
  private readonly socket: FoyerSocket;

  constructor(
    transports: Transport[],
    private readonly listener: ConnectionListener,
  ) {
    this.socket = io({
      transports,
      reconnection: true,
      reconnectionAttempts: 10,
      reconnectionDelay: 1000,
      reconnectionDelayMax: 5000,
      timeout: 20000,
      forceNew: true,
      autoConnect: false,
    });
    recordSocket(this.socket, listener);
    recordManager(this.socket.io, listener);
    this.followState();
    this.socket.on("connection:established", (fields) => {
      listener.established(fields);
      // Broadcasts come once a second at most; whoever has just come in need not wait for the next.
      this.socket.emit("get:stats");
    });
    this.socket.on("realtime:stats", (statistics) => listener.statistics(statistics));
  }

  connect(token: string): void {
    this.socket.auth = { token };
    this.report("connecting");
    this.socket.connect();
  }

  /** Says goodbye, and stays away until {@link connect}. Also ends a reconnection that is under way. */
  disconnect(): void {
    const wasConnected = this.socket.connected;
    this.socket.disconnect();
    if (!wasConnected) this.report("disconnected");
  }

  dropNetwork(): void {
    dropNetwork(this.socket);
  }

  /** Disconnects, and tells nothing of it. */
  abandon(): void {
    this.socket.off();
    this.socket.io.off();
    this.socket.disconnect();
  }

  private followState(): void {
    const { socket } = this;
    socket.on("connect", () => this.report("connected"));
    socket.on("disconnect", (reason) => this.report(socket.active ? "reconnecting" : "disconnected", reason));
    socket.on("connect_error", (error) => {
      if (socket.active) {
        this.report("reconnecting", error.message);
        return;
      }
      const { data } = error as Error & { data?: { code?: string } };
      this.report("refused", error.message);
      this.listener.refused({ message: error.message, ...data });
    });
    socket.io.on("reconnect_failed", () => this.report("disconnected", "gave up reconnecting"));
    socket.io.on("open", () => socket.io.engine.on("upgrade", () => socket.connected && this.report("connected")));
  }

  private report(state: State, detail = ""): void {
    const transport = state === "connected" ? this.socket.io.engine.transport.name : "";
    this.listener.stateChanged(state, transport, detail);
  }
}
