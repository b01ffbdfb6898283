import { Emitter, type Unsubscribe } from "./emitter.js";
import type { Environment } from "./environment.js";

export interface NetworkEvents {
  /** There is a network again. */
  online: () => void;
  /** There is none any more. */
  offline: () => void;
  /** The page is seen again. */
  visible: () => void;
  hidden: () => void;
  /** The machine, or the page, has slept for about that long, in milliseconds. */
  wake: (sleptMs: number) => void;
}

/** How often a visible page looks at the clock, and what gap in it was a sleep. */
const TICK_MS = 5_000;
const SLEEP_MS = 15_000;

/**
 * Watches whether there is a network, whether the page is seen, and whether the machine has slept. It does so between
 * {@link start} and {@link stop}, and has no listener and no timer otherwise.
 */
export class NetworkMonitor {
  private readonly events = new Emitter<NetworkEvents>();
  private ticking: ReturnType<typeof setInterval> | undefined;
  private lastTick = 0;
  private started = false;

  constructor(private readonly environment: Pick<Environment, "window" | "document" | "isOnline">) {}

  get online(): boolean {
    return this.environment.isOnline();
  }

  get visible(): boolean {
    return this.environment.document.visibilityState !== "hidden";
  }

  on<E extends keyof NetworkEvents>(event: E, listener: NetworkEvents[E]): Unsubscribe {
    return this.events.on(event, listener);
  }

  off<E extends keyof NetworkEvents>(event: E, listener?: NetworkEvents[E]): void {
    this.events.off(event, listener);
  }

  /** Begins to watch; a second time does nothing. */
  start(): void {
    if (this.started) return;
    this.started = true;
    const { window, document } = this.environment;
    window.addEventListener("online", this.cameOnline);
    window.addEventListener("offline", this.wentOffline);
    window.addEventListener("pageshow", this.pageShown);
    document.addEventListener("visibilitychange", this.visibilityChanged);
    document.addEventListener("resume", this.pageResumed);
    this.keepTime();
  }

  /** Ends watching. Who has subscribed stays so, for the next start. */
  stop(): void {
    if (!this.started) return;
    this.started = false;
    const { window, document } = this.environment;
    window.removeEventListener("online", this.cameOnline);
    window.removeEventListener("offline", this.wentOffline);
    window.removeEventListener("pageshow", this.pageShown);
    document.removeEventListener("visibilitychange", this.visibilityChanged);
    document.removeEventListener("resume", this.pageResumed);
    clearInterval(this.ticking);
    this.ticking = undefined;
  }

  dispose(): void {
    this.stop();
    this.events.clear();
  }

  private readonly cameOnline = (): void => this.events.emit("online");

  private readonly wentOffline = (): void => this.events.emit("offline");

  private readonly visibilityChanged = (): void => {
    this.keepTime();
    this.events.emit(this.visible ? "visible" : "hidden");
  };

  /** Out of the back/forward cache, where a page stands still. */
  private readonly pageShown = (event: Event): void => {
    if ((event as PageTransitionEvent).persisted) this.woke();
  };

  /** Out of the freezer of tabs. */
  private readonly pageResumed = (): void => this.woke();

  /** Only while the page is seen: the timers of a hidden one are slowed down so much that they tell nothing of sleep. */
  private keepTime(): void {
    clearInterval(this.ticking);
    this.lastTick = Date.now();
    this.ticking = this.visible ? setInterval(this.tick, TICK_MS) : undefined;
  }

  private readonly tick = (): void => {
    if (Date.now() - this.lastTick > SLEEP_MS) {
      this.woke();
    } else {
      this.lastTick = Date.now();
    }
  };

  private woke(): void {
    const sleptMs = Math.max(0, Date.now() - this.lastTick);
    this.lastTick = Date.now();
    this.events.emit("wake", sleptMs);
  }
}
