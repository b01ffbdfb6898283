package foyer.lifecycle;

import foyer.engineio.Timers;
import foyer.guest.Guests;
import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Forgets sessions whose time is over, every few seconds. */
final class SessionSweep {

    private static final System.Logger LOG = System.getLogger(SessionSweep.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Guests guests;
    private final StatsBroadcaster stats;
    private final Timers timers;
    private final Executor executor;
    private volatile boolean stopped;

    SessionSweep(Guests guests, StatsBroadcaster stats, Timers timers, Executor executor) {
        this.guests = guests;
        this.stats = stats;
        this.timers = timers;
        this.executor = executor;
    }

    void start() {
        timers.after(PAUSE, this::next);
    }

    void stop() {
        stopped = true;
    }

    private void next() {
        if (stopped) {
            return;
        }
        start();
        try {
            executor.execute(this::sweep);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "No sweep of sessions: the executor is full or stopping", e);
        }
    }

    private void sweep() {
        if (guests.removeExpired() > 0) {
            stats.changed();
        }
    }
}
