import type { Transport } from "../foyer-client/index";

const STORE = "foyer.transports";
const USUAL: Transport[] = ["websocket", "polling"];

/** By what this tab connects; a setting for those who look into a connection, kept as long as the tab. */
export function chosenTransports(): Transport[] {
  const chosen = (sessionStorage.getItem(STORE) ?? "").split(",").filter(isTransport);
  return chosen.length > 0 ? chosen : USUAL;
}

export function chooseTransports(transports: Transport[]): void {
  sessionStorage.setItem(STORE, transports.join());
}

const isTransport = (name: string): name is Transport => name === "websocket" || name === "polling";
