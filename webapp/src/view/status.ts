import type { ConnectionState, ConnectionStatus } from "../foyer-client/index";
import { byId } from "./dom";

const LABELS: Record<ConnectionState, string> = {
  connecting: "Connecting",
  connected: "Connected",
  reconnecting: "Reconnecting",
  renewing: "Coming in anew",
  offline: "Offline",
  disconnected: "Disconnected",
  failed: "No connection",
};

/** How the pill and the door look. */
const LOOKS: Record<ConnectionState, string> = {
  connecting: "connecting",
  connected: "connected",
  reconnecting: "reconnecting",
  renewing: "connecting",
  offline: "offline",
  disconnected: "disconnected",
  failed: "refused",
};

export const labelOf = (state: ConnectionState) => LABELS[state];

/** How the connection does: always to be seen, at the top of the page. */
export class StatusView {
  private readonly label = byId("status-state");
  private readonly transport = byId("status-transport");

  constructor(showDetails: () => void) {
    byId("status").addEventListener("click", showDetails);
  }

  show({ state, transport, connected }: ConnectionStatus): void {
    document.body.dataset["link"] = LOOKS[state];
    this.label.textContent = LABELS[state];
    this.transport.textContent = transport ?? "";
    this.transport.hidden = !connected || transport === undefined;
  }
}
