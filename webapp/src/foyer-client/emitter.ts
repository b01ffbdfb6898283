/** Names of events, and the listeners they take. */
export type EventMap = { [event: string]: (...args: never[]) => void };

export type Unsubscribe = () => void;

/**
 * Listeners by event name. One that throws is reported as an uncaught error, and the others are called all the same:
 * a fault in a page must not stop a connection from being looked after.
 */
export class Emitter<Events> {
  private readonly listeners = new Map<keyof Events, Set<Events[keyof Events]>>();

  on<E extends keyof Events>(event: E, listener: Events[E]): Unsubscribe {
    const known = this.listeners.get(event) ?? new Set();
    known.add(listener);
    this.listeners.set(event, known);
    return () => this.off(event, listener);
  }

  /** Removes that listener, or all of the event's. */
  off<E extends keyof Events>(event: E, listener?: Events[E]): void {
    if (listener === undefined) {
      this.listeners.delete(event);
      return;
    }
    const known = this.listeners.get(event);
    known?.delete(listener);
    if (known?.size === 0) this.listeners.delete(event);
  }

  emit<E extends keyof Events>(event: E, ...args: Events[E] extends (...args: infer A) => void ? A : never): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) {
      callSafely(() => (listener as (...args: unknown[]) => void)(...args));
    }
  }

  clear(): void {
    this.listeners.clear();
  }

  /** How many listeners there are, of one event or of all. */
  count(event?: keyof Events): number {
    if (event !== undefined) return this.listeners.get(event)?.size ?? 0;
    return [...this.listeners.values()].reduce((sum, known) => sum + known.size, 0);
  }
}

/** Runs somebody else's code; what it throws is an uncaught error of its own, and not ours. */
export function callSafely(code: () => void): void {
  try {
    code();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
