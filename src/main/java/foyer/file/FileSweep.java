package foyer.file;

import foyer.engineio.Timers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Deletes files whose time is over, every few seconds. */
public final class FileSweep {

    private static final System.Logger LOG = System.getLogger(FileSweep.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RoomFiles files;
    private final Timers timers;
    private final Executor executor;
    private volatile boolean stopped;

    /**
     * @param files what to sweep
     * @param timers the clockwork
     * @param executor where waiting for the disk is allowed
     */
    public FileSweep(RoomFiles files, Timers timers, Executor executor) {
        this.files = files;
        this.timers = timers;
        this.executor = executor;
    }

    /** Begins. */
    public void start() {
        timers.after(PAUSE, this::next);
    }

    /** Ends; a sweep that is under way goes on. */
    public void stop() {
        stopped = true;
    }

    private void next() {
        if (stopped) {
            return;
        }
        start();
        try {
            executor.execute(files::deleteExpired);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "No sweep of files: the executor is full or stopping", e);
        }
    }
}
