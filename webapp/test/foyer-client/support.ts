import { afterEach, beforeEach } from "vitest";
import { createFoyerClient, type FoyerClient, type FoyerEvents, type FoyerOptions } from "../../src/foyer-client";
import { FakePage } from "./page";
import { SmallFoyer } from "./small-foyer";

export const PATIENCE_MS = 5_000;

export interface Visitor extends FoyerClient {
  page: FakePage;
  /** How often the visitor was led home. */
  homes: number;
}

/** A server for each test, and the visitors that come to it; afterwards all of them go. */
export function stage(): { foyer: SmallFoyer; visitor(options?: FoyerOptions): Visitor } {
  const visitors: Visitor[] = [];
  const set = {
    foyer: undefined as unknown as SmallFoyer,
    visitor(options: FoyerOptions = {}): Visitor {
      const page = new FakePage();
      const client = createFoyerClient({
        url: set.foyer.url,
        // A hundred times faster than life.
        reconnectionDelay: 10,
        reconnectionDelayMax: 50,
        reconnectionThrottle: 10,
        timeout: 2_000,
        goHome: () => visitor.homes++,
        environment: page.environment,
        ...options,
      });
      const visitor: Visitor = { ...client, page, homes: 0 };
      visitors.push(visitor);
      return visitor;
    },
  };
  beforeEach(async () => {
    set.foyer = await SmallFoyer.start();
  });
  afterEach(async () => {
    for (const { dispose } of visitors.splice(0)) dispose();
    await set.foyer.stop();
  });
  return set;
}

/** Connects, and waits for the first event. */
export async function arrive(visitor: Visitor, session = undefined as { token: string; user: object } | undefined) {
  const established = next(visitor, "connection:established");
  if (session) visitor.store.save(session as never);
  visitor.socket.connect();
  const [fields] = await established;
  return fields;
}

/** The arguments of the next event of that name. */
export function next<E extends keyof FoyerEvents>(
  { socket }: Pick<FoyerClient, "socket">,
  event: E,
): Promise<Parameters<FoyerEvents[E]>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      off();
      reject(new Error(`No ${event} within ${PATIENCE_MS} ms`));
    }, PATIENCE_MS);
    const off = socket.on(event, ((...args: Parameters<FoyerEvents[E]>) => {
      clearTimeout(timer);
      off();
      resolve(args);
    }) as FoyerEvents[E]);
  });
}

/** Waits until the condition gives something truthy, and gives that. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await pause(5);
  }
}

/** For asserting that something does not happen; what does happen is awaited. */
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The log's entries of those events, in order. */
export function logged({ log }: Pick<FoyerClient, "log">, ...events: string[]): string[] {
  return log.entries.map(({ event }) => event).filter((event) => events.includes(event));
}
