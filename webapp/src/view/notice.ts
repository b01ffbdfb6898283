import { byId } from "./dom";

const SHOWN_MS = 8_000;

export interface NoticeAction {
  label: string;
  act(): void;
}

/** One line below the header: what went wrong, and what can be done about it. A standing one gives way to a passing one. */
export class NoticeView {
  private readonly box = byId("notice");
  private readonly text = byId("notice-text");
  private readonly button = byId<HTMLButtonElement>("notice-action");
  private action: NoticeAction | undefined;
  private standing: { message: string; action: NoticeAction | undefined } | undefined;
  private dismissed = "";
  private timer = 0;

  constructor() {
    this.button.addEventListener("click", () => this.action?.act());
    byId("notice-close").addEventListener("click", () => {
      this.dismissed = this.text.textContent ?? "";
      this.pass();
    });
  }

  /** Shows a message for a while. */
  show(message: string): void {
    this.put(message, undefined);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.pass(), SHOWN_MS);
  }

  /** Shows a message until it is another, or none. */
  stand(message: string | undefined, action?: NoticeAction): void {
    this.standing = message === undefined ? undefined : { message, action };
    if (message !== this.dismissed) this.dismissed = "";
    if (this.timer === 0) this.pass();
  }

  private pass(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.standing && this.standing.message !== this.dismissed) this.put(this.standing.message, this.standing.action);
    else this.box.hidden = true;
  }

  private put(message: string, action: NoticeAction | undefined): void {
    this.action = action;
    this.box.hidden = false;
    // The same words again are not read out again.
    if (this.text.textContent !== message) this.text.textContent = message;
    this.button.hidden = action === undefined;
    this.button.textContent = action?.label ?? "";
  }
}
