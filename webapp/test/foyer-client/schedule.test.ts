import { describe, expect, test } from "vitest";
import { ReconnectionSchedule } from "../../src/foyer-client/schedule";

const SEED = { reconnectionAttempts: 10, reconnectionDelay: 1000, reconnectionDelayMax: 5000 };
const WHOLE = [1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000, 5000, 5000];

const waitsOf = (schedule: ReconnectionSchedule) => WHOLE.map(() => schedule.next() as number);

describe("seed: Exponential Backoff Configuration", () => {
  test("waits of 1 s doubling to 5 s, ten times, and no more", () => {
    const schedule = new ReconnectionSchedule(SEED, () => 1);
    expect(waitsOf(schedule)).toEqual(WHOLE);
    expect(schedule.attempt).toBe(10);
    expect(schedule.next()).toBeUndefined();
    expect(schedule.attempt).toBe(10);
  });

  test("each wait is drawn between the half and the whole", () => {
    expect(waitsOf(new ReconnectionSchedule(SEED, () => 0))).toEqual(WHOLE.map((whole) => whole / 2));
    expect(waitsOf(new ReconnectionSchedule(SEED, () => 0.5))).toEqual(WHOLE.map((whole) => whole * 0.75));
  });

  test("what the server asks for goes before the draw, and is an attempt like the others", () => {
    const schedule = new ReconnectionSchedule(SEED, () => 1);
    expect(schedule.next(37_000)).toBe(37_000);
    expect(schedule.next()).toBe(2000);
    expect(schedule.next(0)).toBe(0);
  });

  test("begins anew after a reset", () => {
    const schedule = new ReconnectionSchedule(SEED, () => 1);
    waitsOf(schedule);
    schedule.reset();
    expect(waitsOf(schedule)).toEqual(WHOLE);
  });
});

describe("seed: Performance Optimization / 10,000 clients lose a server in one instant", () => {
  const CLIENTS = 10_000;
  const BIN_MS = 100;
  const random = generator(20240229);
  const waits = Array.from({ length: CLIENTS }, () => waitsOf(new ReconnectionSchedule(SEED, random)));
  /** When each client makes its nth attempt: all of them fail at once. */
  const times = WHOLE.map((_, attempt) => waits.map((all) => sum(all.slice(0, attempt + 1))));

  test("no 100 ms hold more than 3 % of the attempts", () => {
    expect(largestShare(times.flat())).toBeLessThan(0.03);
  });

  test("from the seventh attempt on, no 100 ms hold more than 3 % of that attempt", () => {
    for (const time of times.slice(6)) expect(largestShare(time)).toBeLessThan(0.03);
  });

  // The first waits are too short for 3 %: half a second has five bins. No draw from it can be better than even.
  test("each wait is spread evenly over its window, at the limit too, where the stock client does not spread at all", () => {
    for (const [attempt, whole] of WHOLE.entries()) {
      const even = BIN_MS / (whole / 2);
      const share = largestShare(waits.map((all) => all[attempt] as number));
      expect(share, `attempt ${attempt + 1}`).toBeLessThan(even * 1.2);
    }
  });

  function largestShare(values: number[]): number {
    const bins = new Map<number, number>();
    for (const value of values) {
      const bin = Math.floor(value / BIN_MS);
      bins.set(bin, (bins.get(bin) ?? 0) + 1);
    }
    return Math.max(...bins.values()) / values.length;
  }
});

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The same numbers in every run (mulberry32). */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
