import type { ConversationListener } from "../chat/conversation";
import type { Entry } from "../chat/message";
import { byId } from "./dom";
import { MessageView, type MessageActions } from "./message-view";

/** Messages of one guest that follow within this time belong together. */
const TOGETHER_MS = 120_000;
/** As close to the end as this, in pixels, is at the end. */
const AT_END = 80;

/** The conversation, scrolled to its end unless the reader has gone back in it. */
export class MessagesView implements ConversationListener {
  private readonly box = byId("messages");
  private readonly list = byId<HTMLOListElement>("message-list");
  private readonly toEnd = byId<HTMLButtonElement>("to-end");
  private readonly views = new Map<string, MessageView>();
  private last: Entry | undefined;
  private partner = "";
  private following = true;

  constructor(private readonly actions: Omit<MessageActions, "grew">) {
    this.toEnd.addEventListener("click", () => this.scrollToEnd());
    this.box.addEventListener("scroll", () => {
      this.following = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < AT_END;
      if (this.following) this.toEnd.hidden = true;
    });
    // The keyboard of a phone, or a call, takes room away.
    new ResizeObserver(() => this.keepEnd()).observe(this.box);
  }

  begin(partner: string, words: string): void {
    this.partner = partner;
    byId("messages-begin").textContent = words;
  }

  reset(entries: readonly Entry[]): void {
    // What was said before is not news to be read out.
    this.box.setAttribute("aria-busy", "true");
    this.views.clear();
    this.list.replaceChildren();
    this.last = undefined;
    for (const entry of entries) this.append(entry);
    this.scrollToEnd();
    requestAnimationFrame(() => this.box.setAttribute("aria-busy", "false"));
  }

  added(entry: Entry): void {
    this.append(entry);
    if (entry.mine || this.following) this.scrollToEnd();
    else this.toEnd.hidden = false;
  }

  changed(entry: Entry): void {
    this.views.get(entry.key)?.update();
    this.keepEnd();
  }

  removed(entry: Entry): void {
    this.views.get(entry.key)?.item.remove();
    this.views.delete(entry.key);
  }

  /** After something has grown: stays at the end if it was there. */
  keepEnd(): void {
    if (this.following) this.scrollToEnd();
  }

  private append(entry: Entry): void {
    const view = new MessageView(entry, this.partner, { ...this.actions, grew: () => this.keepEnd() });
    if (this.last && belongTogether(this.last, entry)) view.item.dataset["joined"] = "true";
    this.views.set(entry.key, view);
    this.list.append(view.item);
    this.last = entry;
  }

  private scrollToEnd(): void {
    this.following = true;
    this.toEnd.hidden = true;
    this.box.scrollTop = this.box.scrollHeight;
  }
}

function belongTogether(one: Entry, next: Entry): boolean {
  return one.body.kind !== "note" && next.body.kind !== "note" && one.mine === next.mine && next.at - one.at < TOGETHER_MS;
}
