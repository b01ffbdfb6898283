import type { Manager, Socket } from "socket.io-client";
import type { ClientEvents, ServerEvents } from "../contract";

export type Tone = "good" | "plain" | "warning" | "bad";

export interface Happening {
  tone: Tone;
  /** The event's name, as the client library or the contract has it. */
  name: string;
  detail: string;
}

export interface Recorder {
  happened(happening: Happening): void;
}

/** Records the life of a socket: its own events and the server's. */
export function recordSocket(socket: Socket<ServerEvents, ClientEvents>, recorder: Recorder): void {
  const record = (tone: Tone, name: string, detail: string) => recorder.happened({ tone, name, detail });

  socket.on("connect", () => record("good", "connect", `over ${socket.io.engine.transport.name}`));
  socket.on("disconnect", (reason) => {
    const asked = reason === "io client disconnect";
    record(asked ? "plain" : "bad", "disconnect", reason);
  });
  socket.on("connect_error", (error) => {
    const { data } = error as Error & { data?: { code?: string } };
    record("bad", "connect_error", data?.code ? `${error.message} (${data.code})` : error.message);
  });
  socket.on("connection:established", (fields) => {
    record("good", "connection:established", `${fields.username}${fields.recovered ? ", recovered" : ""}`);
  });
  socket.on("session:expiring", ({ expiresAt }) => {
    record("warning", "session:expiring", `at ${new Date(expiresAt).toLocaleTimeString([], { hourCycle: "h23" })}`);
  });
  socket.on("session:expired", ({ message }) => record("bad", "session:expired", message));
  socket.on("error", ({ message, code }) => record("bad", "error", code ? `${message} (${code})` : message));
}

/** Records what happens beneath a socket: reconnection and the change of transport. */
export function recordManager(manager: Manager, recorder: Recorder): void {
  const record = (tone: Tone, name: string, detail: string) => recorder.happened({ tone, name, detail });

  manager.on("open", () => {
    manager.engine.on("upgrade", ({ name }: { name: string }) => record("good", "upgrade", `to ${name}`));
  });
  manager.on("reconnect_attempt", (attempt) => record("warning", "reconnect_attempt", `number ${attempt}`));
  manager.on("reconnect_error", (error) => record("bad", "reconnect_error", error.message));
  manager.on("reconnect_failed", () => record("bad", "reconnect_failed", "no attempts left"));
  manager.on("reconnect", (attempt) => record("good", "reconnect", `after attempt ${attempt}`));
}
