package foyer.lifecycle;

import foyer.engineio.Periodic;
import foyer.engineio.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Shows that the node is alive: its clockwork goes, and a task that is handed to its workers is carried out. Any thread may use it.
 */
public final class Pulse {

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Periodic beat;
    private volatile long last;

    public Pulse(Timers timers, Executor executor, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
        this.beat = new Periodic(BEAT, () -> last = nanoTime.getAsLong(), timers, executor);
    }

    /** Begins to beat, once a second. */
    public void start() {
        beat.start();
    }

    public void stop() {
        beat.stop();
    }

    /** How long ago the last beat was: about a second, if all is well. */
    public Duration sinceLastBeat() {
        return Duration.ofNanos(nanoTime.getAsLong() - last);
    }
}
