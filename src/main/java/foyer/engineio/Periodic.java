package foyer.engineio;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a task every so often, on an executor where it may wait; a run is left out while the one before is still under way. Any thread may start and stop it, each once.
 */
public final class Periodic {

    private static final System.Logger LOG = System.getLogger(Periodic.class.getName());

    private final Duration pause;
    private final Runnable task;
    private final Timers timers;
    private final Executor executor;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * @param pause the time between two runs
     * @param task what to do; what it throws is logged, and it is run again all the same
     */
    public Periodic(Duration pause, Runnable task, Timers timers, Executor executor) {
        this.pause = pause;
        this.task = task;
        this.timers = timers;
        this.executor = executor;
    }

    /** The first run is one pause away. */
    public void start() {
        timers.after(pause, this::next);
    }

    /** No run is begun after this; one that is under way goes on. */
    public void stop() {
        stopped = true;
    }

    private void next() {
        if (stopped) {
            return;
        }
        start();
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            running.set(false);
            LOG.log(Level.DEBUG, "A run is left out: the executor is full or stopping", e);
        }
    }

    private void run() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A periodic task failed; it will be run again", e);
        } finally {
            running.set(false);
        }
    }
}
