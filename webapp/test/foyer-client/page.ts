import type { Environment } from "../../src/foyer-client/environment";
import { MemoryStore } from "../../src/foyer-client/environment";

/** An EventTarget that knows how many listeners it has. */
class CountingTarget extends EventTarget {
  readonly known = new Set<string>();
  private readonly ids = new Map<unknown, number>();

  override addEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    this.known.add(this.key(type, listener));
    super.addEventListener(type, listener);
  }

  override removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    this.known.delete(this.key(type, listener));
    super.removeEventListener(type, listener);
  }

  private key(type: string, listener: unknown): string {
    if (!this.ids.has(listener)) this.ids.set(listener, this.ids.size);
    return `${type} ${this.ids.get(listener)}`;
  }
}

/** What a browser gives a page, to be played with. */
export class FakePage {
  readonly window = new CountingTarget();
  readonly document = Object.assign(new CountingTarget(), { visibilityState: "visible" });
  readonly sessionStorage = new MemoryStore();
  readonly localStorage = new MemoryStore();
  private network = true;

  readonly isOnline = (): boolean => this.network;

  /** How many listeners the library has on `window` and `document`. */
  get listeners(): number {
    return this.window.known.size + this.document.known.size;
  }

  get environment(): Partial<Environment> {
    const { window, document, sessionStorage, localStorage, isOnline } = this;
    return { window, document, sessionStorage, localStorage, isOnline };
  }

  goOffline(): void {
    this.network = false;
    this.window.dispatchEvent(new Event("offline"));
  }

  goOnline(): void {
    this.network = true;
    this.window.dispatchEvent(new Event("online"));
  }

  hide(): void {
    this.document.visibilityState = "hidden";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  show(): void {
    this.document.visibilityState = "visible";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }
}
