/** The partner is told anew this often that one is still at it. */
const AGAIN_MS = 3_000;
/** After this long without a key one is no longer typing. */
const IDLE_MS = 4_000;

/** Tells the partner that one is typing: at the first key, now and then, and when it is over. */
export class TypingSignal {
  private toldAt = -Infinity;
  private idle = 0;

  constructor(private readonly tell: (typing: boolean) => void) {}

  /** A key was pressed; `text` is what stands there now. */
  wrote(text: string): void {
    clearTimeout(this.idle);
    if (text === "") {
      this.stop();
      return;
    }
    this.idle = window.setTimeout(() => this.stop(), IDLE_MS);
    if (performance.now() - this.toldAt < AGAIN_MS) return;
    this.toldAt = performance.now();
    this.tell(true);
  }

  /** What was typed was sent: the message itself says so. */
  sent(): void {
    this.stop();
  }

  /** Tells nobody. */
  reset(): void {
    clearTimeout(this.idle);
    this.toldAt = -Infinity;
  }

  private stop(): void {
    if (this.toldAt !== -Infinity) this.tell(false);
    this.reset();
  }
}
