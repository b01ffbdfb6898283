import type { Stats } from "../foyer-client/index";
import type { Visit } from "../visit/state";
import { byId, duration, onUse } from "./dom";

const DETAIL = "The next one who looks is yours.";
const ALONE = "Nobody else is looking yet. Keep this page open: you are matched as soon as somebody comes.";

/** The wait for a partner. */
export class SearchingView {
  private readonly detail = byId("searching-detail");
  private readonly crowd = byId("searching-crowd");
  private readonly time = byId("searching-time");
  private readonly invite = byId<HTMLButtonElement>("invite");
  private ticking = 0;

  constructor(cancel: () => void) {
    onUse(byId<HTMLButtonElement>("cancel"), cancel);
    onUse(this.invite, () => void this.copyInvitation());
  }

  show(visit: Visit): void {
    clearInterval(this.ticking);
    if (visit.at !== "searching") return;
    this.detail.textContent = visit.alone ? ALONE : DETAIL;
    // Only secure pages may write to the clipboard.
    this.invite.hidden = !visit.alone || !navigator.clipboard;
    this.invite.textContent = "Copy an invitation";
    const tick = () => (this.time.textContent = duration((Date.now() - visit.since) / 1000));
    tick();
    this.ticking = window.setInterval(tick, 1000);
  }

  statistics({ onlineUsers, connectedUsers }: Stats): void {
    const rooms = connectedUsers === 1 ? "1 room" : `${connectedUsers.toLocaleString()} rooms`;
    this.crowd.textContent = `${onlineUsers.toLocaleString()} online, ${rooms} open`;
  }

  private async copyInvitation(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.origin + location.pathname);
      this.invite.textContent = "Copied: send it to somebody";
    } catch {
      this.invite.textContent = location.origin;
    }
  }
}
