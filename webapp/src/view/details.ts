import type { ConnectionStatus, FoyerClient, LogEntry, Transport } from "../foyer-client/index";
import { byId, element, onUse, setUsable, showTime } from "./dom";
import { labelOf } from "./status";
import { chosenTransports, chooseTransports } from "./transports";

const KEPT = 200;

type Tone = "good" | "plain" | "warning" | "bad";

const TONES: Readonly<Record<string, Tone>> = {
  connect: "good",
  "connection:established": "good",
  reconnect: "good",
  upgrade: "good",
  online: "good",
  disconnect: "bad",
  connect_error: "bad",
  reconnect_error: "bad",
  reconnect_failed: "bad",
  "session:expired": "bad",
  "session:failed": "bad",
  reconnect_attempt: "warning",
  reconnect_wait: "warning",
  offline: "warning",
  wake: "warning",
  "session:expiring": "warning",
};

/** Everything there is to know of the connection, beside the page. */
export class DetailsView {
  private readonly dialog = byId<HTMLDialogElement>("details");
  private readonly list = byId<HTMLOListElement>("history");
  private readonly disconnect = byId<HTMLButtonElement>("disconnect");
  private readonly reconnect = byId<HTMLButtonElement>("reconnect");
  private readonly drop = byId<HTMLButtonElement>("drop");
  private readonly transports = byId<HTMLSelectElement>("transports");

  constructor(
    private readonly foyer: FoyerClient,
    private readonly roomId: () => string,
  ) {
    onUse(this.disconnect, () => foyer.socket.disconnect());
    onUse(this.reconnect, () => foyer.socket.connect());
    onUse(this.drop, () => foyer.socket.cutConnection());
    byId("details-close").addEventListener("click", () => this.dialog.close());
    this.transports.value = chosenTransports().join();
    this.transports.addEventListener("change", () => {
      chooseTransports(this.transports.value.split(",") as Transport[]);
      location.reload();
    });
    for (const entry of foyer.log.entries) this.add(entry);
    foyer.log.subscribe((entry) => {
      this.add(entry);
      this.refresh();
    });
  }

  open(): void {
    this.refresh();
    this.dialog.showModal();
  }

  status({ state }: ConnectionStatus): void {
    setUsable(this.disconnect, state !== "disconnected" && state !== "failed");
    setUsable(this.reconnect, state === "disconnected" || state === "failed");
    setUsable(this.drop, state === "connected");
    this.refresh();
  }

  refresh(): void {
    const { socket, store, log } = this.foyer;
    const { state, transport, cause } = socket.status;
    const { connectMs, firstEventMs, roundTripMs, bestRoundTripMs, connections, losses, failures } = log.measurements;
    const fields: Record<string, string | undefined> = {
      state: cause === undefined || state === "connected" ? labelOf(state) : `${labelOf(state)}: ${cause}`,
      transport,
      rtt: roundTripMs === undefined ? undefined : `${ms(roundTripMs)}, at best ${ms(bestRoundTripMs ?? roundTripMs)}`,
      connect: ms(connectMs),
      first: ms(firstEventMs),
      counts: `${connections} made, ${losses} lost, ${failures} failed`,
      username: store.user?.username,
      userId: store.user?.id,
      sessionId: store.user?.sessionId,
      socketId: socket.socketId,
      roomId: this.roomId() || undefined,
    };
    for (const [field, value] of Object.entries(fields)) byId(`field-${field}`).textContent = value ?? "–";
  }

  private add({ at, event, cause, detail }: LogEntry): void {
    const item = element("li", "happening");
    item.dataset["tone"] = TONES[event] ?? "plain";
    const time = element("time", "happening-time");
    showTime(time, new Date(at));
    const known = Object.entries(detail ?? {}).filter(([, value]) => value !== undefined);
    const more = known.map(([name, value]) => `${name} ${value}`);
    const words = [cause, ...more].filter(Boolean).join(", ");
    item.append(time, element("span", "happening-name", event), element("span", "happening-detail", words));
    this.list.prepend(item);
    if (this.list.childElementCount > KEPT) this.list.lastElementChild?.remove();
  }
}

function ms(value: number): string;
function ms(value: number | undefined): string | undefined;
function ms(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
