import type { SocketService } from "../foyer-client/index";

const LEAST_MS = 10_000;
const MOST_MS = 20_000;

/**
 * The library gives up after ten attempts. A guest who keeps the page open has not given up: as long as the server is
 * merely not reached, it is tried again now and then. What the server itself refuses is left to the guest.
 */
export function keepTrying(socket: SocketService): void {
  let timer = 0;
  socket.onConnectionChange(() => clearTimeout(timer));
  socket.on("reconnect_failed", () => {
    timer = window.setTimeout(() => socket.connect(), LEAST_MS + Math.random() * (MOST_MS - LEAST_MS));
  });
}
