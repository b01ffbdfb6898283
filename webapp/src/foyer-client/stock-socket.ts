import { io, type Socket } from "socket.io-client";
import type { Settings } from "./options.js";

/** A stock socket that makes one connection when it is told to, and does not come back by itself. */
export function stockSocket({ url, transports, timeout }: Settings): Socket {
  const options = {
    transports,
    // Without it the stock client never tries the second transport.
    tryAllTransports: true,
    timeout,
    forceNew: true,
    autoConnect: false,
    reconnection: false,
  };
  return url === "" ? io(options) : io(url, options);
}
