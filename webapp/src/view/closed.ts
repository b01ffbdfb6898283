import type { Ending, Room } from "../visit/state";
import { byId, onUse } from "./dom";

/** How a room ended, said to the one who stayed. */
function tell(ending: Ending, name: string): string {
  switch (ending) {
    case "user_left":
      return `${name} has left.`;
    case "user_disconnected":
      return `${name} lost the connection and did not come back.`;
    case "partner_offline":
      return `${name} had gone by the time you were back.`;
    case "session_expired":
      return `${name}'s visit has ended.`;
    case "own_session_ended":
      return "Your visit had ended, so you have been let in anew under another name.";
    case "left_elsewhere":
      return `You left ${name} in another tab.`;
    case "admin":
      return "An administrator has closed it.";
    default:
      return `${name} is no longer here.`;
  }
}

/** What comes after a room. */
export class ClosedView {
  private readonly detail = byId("closed-detail");

  constructor(again: () => void, home: () => void) {
    onUse(byId<HTMLButtonElement>("again"), again);
    onUse(byId<HTMLButtonElement>("go-home"), home);
  }

  show({ partner }: Room, ending: Ending): void {
    this.detail.textContent = `${tell(ending, partner.username)} What was said and sent is gone with the room.`;
  }
}
