import type { ConnectionStatus } from "../foyer-client/index";
import type { NoticeView } from "./notice";

/** A connection that comes back sooner than this was hardly missed. */
const MISSED_AFTER_MS = 1_500;

const UNREACHED = "The server cannot be reached. It is tried again in a moment.";

/** Says below the header that there is no connection, and what can be done about it. */
export function standingNotice(notice: NoticeView, connect: () => void): (status: ConnectionStatus) => void {
  let timer = 0;
  let state = "";
  return (status) => {
    if (status.state === state && status.state !== "failed") return;
    state = status.state;
    clearTimeout(timer);
    switch (status.state) {
      case "connected":
      case "connecting":
        notice.stand(undefined);
        break;
      case "reconnecting":
      case "renewing":
        timer = window.setTimeout(() => {
          notice.stand("The connection was lost. It comes back by itself; what you write is sent then.");
        }, MISSED_AFTER_MS);
        break;
      case "offline":
        notice.stand("You are offline. It goes on by itself when the network is back.");
        break;
      case "failed":
        notice.stand(status.code === undefined ? UNREACHED : `You are not let in: ${status.cause ?? status.code}.`, {
          label: "Try now",
          act: connect,
        });
        break;
      case "disconnected":
        notice.stand("You are disconnected.", { label: "Connect", act: connect });
        break;
    }
  };
}
