import type { Socket } from "socket.io-client";

/** The insides of a transport that its types hide. */
interface Wire {
  ws?: WebSocket;
  pollXhr?: { _xhr?: XMLHttpRequest | null };
  doClose(): void;
  onClose(details: { description: string }): void;
}

/**
 * Cuts the line under a connected socket, saying neither the Socket.IO nor the Engine.IO goodbye: what a lost network
 * looks like to both ends. The client notices and reconnects by itself. (`socket.disconnect()` and `engine.close()`
 * are no substitute: both take leave properly, and after the first the client stays away.)
 */
export function dropNetwork(socket: Socket): void {
  const wire = socket.io.engine?.transport as unknown as Wire | undefined;
  if (!wire) return;
  if (wire.ws) {
    wire.ws.close();
    return;
  }
  // A polling transport would still post a close packet after its poll has failed.
  wire.doClose = () => undefined;
  const poll = wire.pollXhr?._xhr;
  if (poll) {
    poll.abort();
  } else {
    wire.onClose({ description: "network dropped" });
  }
}
