import type { State } from "../connection/connection";
import { byId, setUsable } from "./dom";

interface Words {
  label: string;
  headline: string;
}

const WORDS: Record<State, Words> = {
  connecting: { label: "Connecting", headline: "Knocking…" },
  connected: { label: "Connected", headline: "You are in." },
  reconnecting: { label: "Reconnecting", headline: "Finding the way back…" },
  disconnected: { label: "Disconnected", headline: "The door is closed." },
  refused: { label: "Refused", headline: "Not let in." },
};

/** The client library's reasons for a disconnect, said to a person. */
const REASONS: Readonly<Record<string, string>> = {
  "io client disconnect": "You disconnected.",
  "io server disconnect": "The server has shown you out.",
  "transport close": "The line was lost.",
  "transport error": "The line was lost.",
  "ping timeout": "The server has fallen silent.",
};

const WAITING = "Showing the token at the door.";

/** The status line, the door, and which of the connection's buttons make sense now. */
export class StatusView {
  private readonly label = byId("status-state");
  private readonly transport = byId("status-transport");
  private readonly headline = byId("headline");
  private readonly detail = byId("headline-detail");
  private readonly disconnect = byId<HTMLButtonElement>("disconnect");
  private readonly reconnect = byId<HTMLButtonElement>("reconnect");
  private readonly drop = byId<HTMLButtonElement>("drop");

  show(state: State, transport: string, detail: string): void {
    const words = WORDS[state];
    document.body.dataset["state"] = state;
    this.label.textContent = words.label;
    this.transport.textContent = transport;
    this.transport.hidden = transport === "";
    this.headline.textContent = words.headline;
    this.detail.textContent = REASONS[detail] ?? (detail || (state === "connecting" ? WAITING : ""));
    setUsable(this.disconnect, state === "connected" || state === "connecting" || state === "reconnecting");
    setUsable(this.reconnect, state === "disconnected" || state === "refused");
    setUsable(this.drop, state === "connected");
  }
}
