import type { OnlineUser, RealtimeStats } from "../foyer-client/index";
import { byId, element } from "./dom";

/** Who is online, the latest first, as the server lists them. */
export class PeopleView {
  private readonly list = byId<HTMLUListElement>("online");
  private readonly note = byId("online-note");

  show({ onlineUsers, stats, truncated }: RealtimeStats, ownId: string): void {
    this.list.replaceChildren(...onlineUsers.map((user) => this.person(user, user.id === ownId)));
    this.note.textContent = truncated
      ? `${onlineUsers.length} of ${stats.onlineUsers.toLocaleString()}`
      : count(onlineUsers.length);
  }

  private person(user: OnlineUser, own: boolean): HTMLLIElement {
    const item = element("li", "person");
    item.append(element("span", "person-name", user.username));
    if (user.isSearching) item.append(element("span", "person-note person-searching", "looking for somebody"));
    if (own) item.append(element("span", "person-note person-own", "you"));
    return item;
  }
}

function count(guests: number): string {
  return guests === 1 ? "1 guest" : `${guests} guests`;
}
