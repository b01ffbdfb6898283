export interface ScheduleOptions {
  reconnectionAttempts: number;
  /** Milliseconds, as all of them. */
  reconnectionDelay: number;
  reconnectionDelayMax: number;
}

/**
 * When to try again: waits that double up to a limit, each drawn between its half and its whole. The stock client draws
 * too, but cuts off at the limit after drawing, so that from the fifth attempt on everybody waits exactly as long, and a
 * server that comes back is met by all its clients at once.
 */
export class ReconnectionSchedule {
  private made = 0;

  constructor(
    private readonly options: ScheduleOptions,
    private readonly random: () => number,
  ) {}

  /** The number of the attempt under way or waited for; 0 before the first. */
  get attempt(): number {
    return this.made;
  }

  /**
   * The wait before the next attempt, in milliseconds; undefined when no attempts are left.
   *
   * @param toldMs how long the server asked to wait: that goes before the draw
   */
  next(toldMs?: number): number | undefined {
    if (this.made >= this.options.reconnectionAttempts) return undefined;
    this.made++;
    return toldMs ?? this.draw();
  }

  /** The next attempt takes place at once. */
  skipWait(): void {
    this.made++;
  }

  /** Begins anew, after a success, or when there is reason to hope again. */
  reset(): void {
    this.made = 0;
  }

  private draw(): number {
    const { reconnectionDelay, reconnectionDelayMax } = this.options;
    const whole = Math.min(reconnectionDelay * 2 ** (this.made - 1), reconnectionDelayMax);
    return (whole / 2) * (1 + this.random());
  }
}
