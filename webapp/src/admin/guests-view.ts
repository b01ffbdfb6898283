import { byId, element } from "../view/dom";
import type { AdminApi, Guest, GuestDetails } from "./api";
import { bytes, count } from "./format";

const PAGE = 25;

export interface GuestActions {
  disconnectGuest(id: string, name: string): void;
  disconnectSocket(id: string): void;
  endSession(id: string, name: string): void;
  closeRoom(id: string): void;
}

/** The list of guests, page by page, and what is known of one of them. */
export class GuestsView {
  private search = "";
  private offset = 0;
  private opened: string | undefined;

  constructor(
    private readonly api: AdminApi,
    private readonly actions: GuestActions,
    private readonly attempt: (task: () => Promise<void>) => void,
  ) {
    this.opened = undefined;
  }

  find(search: string): void {
    this.search = search;
    this.offset = 0;
    this.attempt(() => this.refresh());
  }

  turn(pages: number): void {
    this.offset = Math.max(0, this.offset + pages * PAGE);
    this.attempt(() => this.refresh());
  }

  async refresh(): Promise<void> {
    const page = await this.api.guests(this.search, this.offset, PAGE);
    const details = this.opened ? await this.api.guest(this.opened).catch(() => undefined) : undefined;
    const focus = document.activeElement?.closest<HTMLElement>("[data-action]")?.dataset["action"];
    byId("guests").replaceChildren(...page.guests.map((guest) => this.row(guest, details)));
    if (focus) document.querySelector<HTMLElement>(`[data-action="${CSS.escape(focus)}"]`)?.focus();
    const last = this.offset + page.guests.length;
    byId("guests-note").textContent = note(this.offset, last, page.total, page.truncated);
    byId<HTMLButtonElement>("previous").disabled = this.offset === 0;
    byId<HTMLButtonElement>("following").disabled = last >= page.total || page.guests.length === 0;
  }

  private row(guest: Guest, details: GuestDetails | undefined): HTMLElement {
    const row = element("li", "person");
    const name = element("span", "person-name", guest.username);
    const id = element("code", "person-id", guest.id);
    const open = this.opened === guest.id;
    const more = this.button("details", guest.id, open ? "Less" : "More", () => {
      this.opened = open ? undefined : guest.id;
      this.attempt(() => this.refresh());
    });
    more.setAttribute("aria-expanded", String(open));
    more.setAttribute("aria-label", `${open ? "Less" : "More"} of ${guest.username}`);
    row.append(name, element("span", "person-note", guest.isSearching ? "searching" : ""), more, id);
    if (open && details) row.append(this.details(guest, details));
    return row;
  }

  private details(guest: Guest, details: GuestDetails): HTMLElement {
    const box = element("div", "details");
    for (const socket of details.sockets) {
      const line = element("p", "socket");
      const since = new Date(socket.since).toLocaleTimeString("en-GB");
      line.append(
        element("code", "", socket.socketId),
        element("span", "", ` ${socket.transport} since ${since}, ${bytes(socket.bytesIn)} in, ${bytes(socket.bytesOut)} out `),
        this.button("socket", socket.socketId, "Disconnect", () => this.actions.disconnectSocket(socket.socketId)),
      );
      box.append(line);
    }
    if (details.otherNodes > 0) {
      box.append(element("p", "", `Sockets on ${count(details.otherNodes)} other nodes as well.`));
    }
    if (details.roomId) box.append(element("p", "", `In a room with ${details.connectedUser ?? "somebody"}.`));
    const actions = element("div", "actions");
    const { roomId } = details;
    if (roomId) actions.append(this.button("room", guest.id, "Close room", () => this.actions.closeRoom(roomId)));
    actions.append(
      this.button("guest", guest.id, "Disconnect", () => this.actions.disconnectGuest(guest.id, guest.username)),
      this.button("session", guest.id, "End session", () => this.actions.endSession(guest.id, guest.username)),
    );
    box.append(actions);
    return box;
  }

  private button(action: string, id: string, label: string, use: () => void): HTMLButtonElement {
    const button = element("button", "small", label);
    button.type = "button";
    button.dataset["action"] = `${action} ${id}`;
    button.addEventListener("click", use);
    return button;
  }
}

function note(offset: number, last: number, total: number, truncated: boolean): string {
  if (total === 0) return "nobody";
  const range = `${count(offset + 1)}–${count(last)} of ${count(total)}, latest first`;
  return truncated ? `${range}; only the latest 10,000 are looked through` : range;
}
