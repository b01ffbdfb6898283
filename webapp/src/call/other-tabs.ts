type Word = { userId: string; tab: string; says: "taken" | "free" | "who" };

/**
 * A guest's tabs all ring, and one answers: it tells the others. The server does not know of it, for it passes on
 * signals to the partner only.
 */
export class OtherTabs {
  private readonly channel = "BroadcastChannel" in window ? new BroadcastChannel("foyer.call") : undefined;
  private readonly tab = Math.random().toString(36).slice(2);
  private userId = "";
  private holding = false;
  private holder = "";

  /** @param changed another tab has the call now, or has it no more */
  constructor(private readonly changed: (taken: boolean) => void) {
    this.channel?.addEventListener("message", ({ data }) => this.heard(data as Word));
    addEventListener("pagehide", () => this.release());
  }

  /** Whether another tab of this guest has a call. */
  get taken(): boolean {
    return this.holder !== "";
  }

  /** Whose tabs they are. */
  belongTo(userId: string): void {
    this.userId = userId;
    this.holder = "";
    this.say("who");
  }

  /** The call is this tab's. */
  hold(): void {
    this.holding = true;
    this.say("taken");
  }

  release(): void {
    if (!this.holding) return;
    this.holding = false;
    this.say("free");
  }

  private say(says: Word["says"]): void {
    this.channel?.postMessage({ userId: this.userId, tab: this.tab, says } satisfies Word);
  }

  private heard({ userId, tab, says }: Word): void {
    if (userId !== this.userId || tab === this.tab) return;
    if (says === "who") {
      if (this.holding) this.say("taken");
      return;
    }
    if (says === "free" && this.holder !== tab) return;
    this.holder = says === "taken" ? tab : "";
    this.changed(this.taken);
  }
}
