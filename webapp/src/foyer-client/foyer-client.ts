import { Api } from "./api.js";
import { ConnectionLog } from "./connection-log.js";
import { environment } from "./environment.js";
import { Http } from "./http.js";
import { NetworkMonitor } from "./network-monitor.js";
import { settings, type FoyerOptions } from "./options.js";
import { Session } from "./session.js";
import { SessionStore } from "./session-store.js";
import { SocketService } from "./socket-service.js";
import { Uploader } from "./upload.js";

/** A guest's connection to one Foyer, and everything that belongs to it. */
export interface FoyerClient {
  readonly socket: SocketService;
  readonly api: Api;
  readonly session: Session;
  readonly store: SessionStore;
  readonly network: NetworkMonitor;
  readonly log: ConnectionLog;
  /** Disconnects, and removes every listener and timer, the caller's too. The client cannot be used after that. */
  dispose(): void;
}

/** Puts a client together. It does nothing by itself: `socket.connect()` comes in. */
export function createFoyerClient(options: FoyerOptions = {}): FoyerClient {
  const chosen = settings(options);
  const place = environment(options.environment);
  const log = new ConnectionLog(chosen.logCapacity);
  const store = new SessionStore(place);
  const http = new Http(chosen.url, place);
  const session = new Session(store, http, place, log, chosen);
  const api = new Api(http, new Uploader(http, place), session, store, chosen);
  const network = new NetworkMonitor(place);
  const socket = new SocketService({ settings: chosen, session, network, log, random: place.random });
  return {
    socket,
    api,
    session,
    store,
    network,
    log,
    dispose() {
      socket.dispose();
      session.dispose();
      network.dispose();
      log.dispose();
    },
  };
}
