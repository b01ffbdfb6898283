import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import type { GuestSession, Problem } from "../../src/foyer-client/contract";

interface RestRequest {
  method: string;
  path: string;
  token: string | undefined;
  body: Record<string, unknown>;
}

interface RestAnswer {
  status: number;
  json?: object;
  headers?: Record<string, string>;
  /** The connection is cut instead. */
  cut?: boolean;
}

type Rule = (request: RestRequest) => RestAnswer | undefined | Promise<RestAnswer | undefined>;

/**
 * As much of the contract as the library's logic needs, on a real Socket.IO server, which refuses and breaks off at a
 * test's command. (That the library gets on with Foyer itself is for the integration tests.)
 */
export class SmallFoyer {
  readonly requests: RestRequest[] = [];
  /** Events received, with their payload. */
  readonly received: { event: string; payload: unknown }[] = [];
  /** Why a connection ended, as the server sees it. */
  readonly departures: string[] = [];
  /** Tokens shown at CONNECT. */
  readonly shown: unknown[] = [];
  /** CONNECT_ERRORs to come, one for each attempt. */
  readonly refusals: Problem[] = [];
  /** Events that get no acknowledgement. */
  readonly mute = new Set<string>();
  private readonly sessions = new Map<string, GuestSession>();
  private readonly ended = new Map<string, Problem>();
  private rules: Rule[] = [];
  private guests = 0;
  private tokens = 0;
  private http: HttpServer;
  io: Server;

  private constructor(private port: number) {
    [this.http, this.io] = this.build();
  }

  static async start(): Promise<SmallFoyer> {
    const foyer = new SmallFoyer(0);
    await foyer.listen();
    return foyer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get sockets(): Socket[] {
    return [...this.io.of("/").sockets.values()];
  }

  /** A session as if begun earlier. */
  newSession(username?: string): GuestSession {
    const number = ++this.guests;
    const user = {
      id: `guest_${number}`,
      username: username ?? `Guest${number}`,
      isGuest: true,
      sessionId: `session-${number}`,
      location: null,
      gender: null,
      language: null,
    };
    return this.grant(user);
  }

  /** From now on the token is refused so, over REST and at CONNECT. */
  end(token: string, problem: Problem = { code: "TOKEN_EXPIRED", message: "Token has expired" }): void {
    this.sessions.delete(token);
    this.ended.set(token, problem);
  }

  /** A rule that answers, or leaves a request to the others; the latest comes first. Gives its own removal. */
  answer(rule: Rule): () => void {
    this.rules.unshift(rule);
    return () => (this.rules = this.rules.filter((other) => other !== rule));
  }

  /** Closes the transports, as a server does whose guests are to come back. */
  dropAll(): void {
    for (const socket of this.sockets) socket.conn.close();
  }

  countOf(event: string): number {
    return this.received.filter((one) => one.event === event).length;
  }

  requestsTo(path: string): RestRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.http.once("close", resolve));
    await this.io.close();
    this.http.closeAllConnections();
    await closed;
  }

  /** After stop(): the same address, the same sessions. */
  async startAgain(): Promise<void> {
    [this.http, this.io] = this.build();
    await this.listen();
  }

  private build(): [HttpServer, Server] {
    const http = createServer((request, response) => void this.rest(request, response));
    const io = new Server(http, { connectionStateRecovery: { skipMiddlewares: false }, cors: { origin: "*" } });
    io.use((socket, next) => {
      const { token } = socket.handshake.auth;
      this.shown.push(token);
      const problem = this.refusals.shift() ?? (this.sessions.has(token) ? undefined : this.problemOf(token));
      next(problem && Object.assign(new Error(problem.message), problem.code ? { data: problem } : {}));
    });
    io.on("connection", (socket) => this.welcome(socket));
    return [http, io];
  }

  private listen(): Promise<void> {
    return new Promise((resolve) => {
      this.http.listen(this.port, "127.0.0.1", () => {
        this.port = (this.http.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  private welcome(socket: Socket): void {
    const user = this.sessions.get(socket.handshake.auth["token"])?.user;
    socket.onAny((event: string, ...args: unknown[]) => {
      const ack = typeof args.at(-1) === "function" ? (args.pop() as (answer: object) => void) : undefined;
      this.received.push({ event, payload: args[0] });
      if (!this.mute.has(event)) ack?.({ ok: true });
    });
    socket.on("disconnect", (reason) => this.departures.push(reason));
    socket.emit("connection:established", {
      userId: user?.id,
      username: user?.username,
      socketId: socket.id,
      sessionId: user?.sessionId,
      isGuest: true,
      recovered: socket.recovered,
      serverTime: new Date().toISOString(),
    });
  }

  private async rest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const path = request.url ?? "";
    const call: RestRequest = {
      method: request.method ?? "",
      path,
      token: request.headers.authorization?.replace("Bearer ", ""),
      body: request.headers["content-type"] === "application/json" ? JSON.parse(text) : { text },
    };
    this.requests.push(call);
    const answer = await this.answerTo(call);
    if (answer.cut) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { "Content-Type": "application/json", ...answer.headers });
    response.end(answer.json && JSON.stringify(answer.json));
  }

  private async answerTo(call: RestRequest): Promise<RestAnswer> {
    for (const rule of this.rules) {
      const answer = await rule(call);
      if (answer) return answer;
    }
    if (call.method === "POST" && call.path === "/api/guest") {
      return yes(201, this.newSession(call.body["username"] as string | undefined));
    }
    const session = this.sessions.get(call.token ?? "");
    if (!session) return no(401, this.problemOf(call.token));
    if (call.path === "/api/guest/token") return yes(200, this.grant(session.user));
    if (call.path === "/api/guest/me" && call.method === "DELETE") return { status: 204 };
    return yes(200, { user: session.user });
  }

  private grant(user: GuestSession["user"]): GuestSession {
    const expiresAt = new Date(Date.now() + 7_200_000).toISOString();
    const session = { token: `token-${++this.tokens}`, expiresAt, user };
    this.sessions.set(session.token, session);
    return session;
  }

  private problemOf(token: string | undefined): Problem {
    if (token === undefined) return { code: "TOKEN_MISSING", message: "Authentication token required" };
    return this.ended.get(token) ?? { code: "TOKEN_INVALID", message: "Invalid token" };
  }
}

export function yes(status: number, data: object): RestAnswer {
  return { status, json: { success: true, data } };
}

export function no(status: number, problem: Problem): RestAnswer {
  return { status, json: { success: false, code: "UNKNOWN", ...problem } };
}
