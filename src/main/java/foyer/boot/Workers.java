package foyer.boot;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which Foyer waits, for the store and for slow clients, so that the container's need not. They are
 * made by the container's thread factory. Its executor service is not used: Payara's captures a context for each task, and
 * scans the WAR to do it.
 */
final class Workers implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Workers.class.getName());
    private static final int QUEUE = 100_000;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor pool;

    /**
     * @param threads how many there are at most; idle ones end
     */
    Workers(int threads, ThreadFactory factory) {
        pool = new ThreadPoolExecutor(
                threads, threads, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(QUEUE), factory);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** How many tasks wait for a thread. */
    int waiting() {
        return pool.getQueue().size();
    }

    /** Runs what is queued, for some seconds at most, and ends the threads. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "{0} tasks were left undone",
                        pool.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
