import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { NetworkMonitor } from "../../src/foyer-client/network-monitor";
import { FakePage } from "./page";

describe("seed: Network Connectivity Monitoring / NetworkMonitor", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function monitored() {
    const page = new FakePage();
    const monitor = new NetworkMonitor(page);
    const seen: string[] = [];
    for (const event of ["online", "offline", "visible", "hidden", "wake"] as const) {
      monitor.on(event, () => seen.push(event));
    }
    return { page, monitor, seen };
  }

  test("tells of the network's coming and going", () => {
    const { page, monitor, seen } = monitored();
    monitor.start();
    page.goOffline();
    expect(monitor.online).toBe(false);
    page.goOnline();
    expect(monitor.online).toBe(true);
    expect(seen).toEqual(["offline", "online"]);
    monitor.dispose();
  });

  test("tells whether the page is seen", () => {
    const { page, monitor, seen } = monitored();
    monitor.start();
    page.hide();
    page.show();
    expect(seen).toEqual(["hidden", "visible"]);
    monitor.dispose();
  });

  test("a gap in the clock is a sleep", () => {
    const { monitor, seen } = monitored();
    let slept = 0;
    monitor.on("wake", (ms) => (slept = ms));
    monitor.start();
    vi.advanceTimersByTime(60_000);
    expect(seen).toEqual([]);
    vi.setSystemTime(Date.now() + 3_600_000); // timers stand still meanwhile
    vi.advanceTimersByTime(5_000);
    expect(seen).toEqual(["wake"]);
    expect(slept).toBeGreaterThanOrEqual(3_600_000);
    vi.advanceTimersByTime(60_000);
    expect(seen).toEqual(["wake"]);
    monitor.dispose();
  });

  test("the slow timers of a hidden page are no sleep", () => {
    const { page, monitor, seen } = monitored();
    monitor.start();
    page.hide();
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(10_000);
    page.show();
    vi.advanceTimersByTime(10_000);
    expect(seen).toEqual(["hidden", "visible"]);
    monitor.dispose();
  });

  test("a page out of the back/forward cache or the freezer has slept", () => {
    const { page, monitor, seen } = monitored();
    monitor.start();
    page.window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
    expect(seen).toEqual([]);
    page.window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    page.document.dispatchEvent(new Event("resume"));
    expect(seen).toEqual(["wake", "wake"]);
    monitor.dispose();
  });

  test("has no listener and no timer when it is stopped", () => {
    const { page, monitor, seen } = monitored();
    expect(page.listeners).toBe(0);
    monitor.start();
    monitor.start();
    expect(page.listeners).toBe(5);
    monitor.stop();
    expect(page.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    page.goOffline();
    expect(seen).toEqual([]);
  });
});
