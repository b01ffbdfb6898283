/** What the library uses of `sessionStorage` and `localStorage`. */
export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What the library uses of `window`: `online`, `offline`, `pageshow`, and the events of the session. */
export type WindowLike = Pick<EventTarget, "addEventListener" | "removeEventListener" | "dispatchEvent">;

/** What the library uses of `document`: whether the page is seen. */
export type DocumentLike = Pick<EventTarget, "addEventListener" | "removeEventListener"> & {
  readonly visibilityState: string;
};

/**
 * What the library needs of the place it runs in. In a browser there is nothing to give; elsewhere (Node.js, a worker)
 * whatever is missing is replaced: storage by memory, `window` by an EventTarget of the library's own, `document` by a
 * page that is always visible.
 */
export interface Environment {
  /** Keeps the session of this tab. */
  sessionStorage: KeyValueStore;
  /** Keeps the id of this device. */
  localStorage: KeyValueStore;
  window: WindowLike;
  document: DocumentLike;
  /** Whether there is a network, as far as is known. */
  isOnline(): boolean;
  fetch: typeof fetch;
  /** For uploads with progress; without it, uploads go by `fetch`, and report their end only. */
  XMLHttpRequest: (new () => XMLHttpRequest) | undefined;
  /** Random numbers from 0 to below 1, for the draw of waits. */
  random(): number;
}

/** The browser's own environment, with replacements for what is missing or given. */
export function environment(given: Partial<Environment> = {}): Environment {
  const page: Partial<typeof globalThis> = globalThis;
  return {
    sessionStorage: given.sessionStorage ?? storage("sessionStorage"),
    localStorage: given.localStorage ?? storage("localStorage"),
    window: given.window ?? (typeof page.window === "object" ? page.window : new EventTarget()),
    document: given.document ?? page.document ?? Object.assign(new EventTarget(), { visibilityState: "visible" }),
    isOnline: given.isOnline ?? (() => page.navigator?.onLine !== false),
    fetch: given.fetch ?? ((...request) => fetch(...request)),
    XMLHttpRequest: given.XMLHttpRequest ?? page.XMLHttpRequest,
    random: given.random ?? Math.random,
  };
}

/** A browser that forbids storage throws on the mere mention of it. */
function storage(name: "sessionStorage" | "localStorage"): KeyValueStore {
  try {
    const browsers = typeof globalThis.window === "object" ? globalThis.window[name] : undefined;
    return browsers ?? new MemoryStore();
  } catch {
    return new MemoryStore();
  }
}

/** Keeps values as long as the page lives. */
export class MemoryStore implements KeyValueStore {
  private readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}
