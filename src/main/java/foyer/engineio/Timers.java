package foyer.engineio;

import java.time.Duration;

/**
 * The one clockwork of a node: every deadline of every connection hangs on it, so that ten thousand
 * connections need one thread and not ten thousand tasks. May be called from any thread.
 *
 * <p>Timers are coarse (see {@link TickWheel}): for time-outs and intervals, not for measuring.
 */
public interface Timers {

    /**
     * Runs a task once, not before the delay has passed.
     *
     * @param delay zero and negative delays mean the next tick
     * @param task runs on the clockwork's thread and must not wait for anything
     */
    Timer after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Timer {

        /** Forgets the task, unless it runs already; idempotent. */
        void cancel();
    }
}
