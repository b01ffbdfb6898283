import type { ConnectionLog } from "./connection-log.js";
import type { Emitter } from "./emitter.js";
import type { FoyerEvents } from "./events.js";
import { ReconnectionSchedule, type ScheduleOptions } from "./schedule.js";

export interface ReconnectionParts {
  settings: ScheduleOptions & { reconnection: boolean; reconnectionThrottle: number };
  random: () => number;
  log: ConnectionLog;
  events: Emitter<FoyerEvents>;
  /** Makes an attempt. */
  attempt(): void;
}

/** Waits for the next attempt, and tells of it. One wait at a time: a new one takes the place of the one before. */
export class Reconnection {
  private readonly schedule: ReconnectionSchedule;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: ReconnectionParts) {
    this.schedule = new ReconnectionSchedule(parts.settings, parts.random);
  }

  /** The number of the attempt under way or waited for; 0 for a first connection. */
  get attempt(): number {
    return this.schedule.attempt;
  }

  get waiting(): boolean {
    return this.timer !== undefined;
  }

  /**
   * Waits as long as the schedule says.
   *
   * @param toldMs how long the server asked to wait: that goes before the schedule
   * @returns the wait in milliseconds; undefined when there is no attempt left, and nothing is waited for
   */
  later(cause: string, toldMs?: number): number | undefined {
    const waitMs = this.parts.settings.reconnection ? this.schedule.next(toldMs) : undefined;
    if (waitMs !== undefined) this.wait(waitMs, cause);
    return waitMs;
  }

  /**
   * Waits no longer than it takes not to be a storm: a network may come and go.
   *
   * @param sinceLastMs how long ago the last attempt began
   * @returns the wait in milliseconds
   */
  soon(cause: string, sinceLastMs: number): number {
    const waitMs = Math.max(0, this.parts.settings.reconnectionThrottle - sinceLastMs);
    this.schedule.skipWait();
    this.wait(waitMs, cause);
    return waitMs;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Counts anew. */
  reset(): void {
    this.schedule.reset();
  }

  private wait(waitMs: number, cause: string): void {
    const { log, events } = this.parts;
    const { attempt } = this;
    this.stop();
    log.record("reconnect_wait", cause, { attempt, waitMs: Math.round(waitMs) });
    const timer = setTimeout(() => {
      log.record("reconnect_attempt", undefined, { attempt });
      events.emit("reconnect_attempt", attempt);
      // Unless a listener has seen to it that there is nothing more to wait for.
      if (this.timer !== timer) return;
      this.timer = undefined;
      this.parts.attempt();
    }, waitMs);
    this.timer = timer;
  }
}
