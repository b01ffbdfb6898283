package foyer.store.redis;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** A thread that does one thing over and over, whatever becomes of it, until it is stopped. */
final class Worker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Round round;
    private volatile Thread thread;

    /** One round; it comes to an end when its thread is interrupted. */
    interface Round {
        void run() throws InterruptedException;
    }

    /** @param name for the log */
    Worker(String name, Round round) {
        this.name = name;
        this.round = round;
    }

    void start(ThreadFactory threads) {
        Thread made = threads.newThread(this::turn);
        thread = made;
        made.start();
    }

    boolean isStopped() {
        return thread == null;
    }

    /** Stops it and waits for its thread. */
    @Override
    public void close() {
        Thread last = thread;
        thread = null;
        if (last == null) {
            return;
        }
        last.interrupt();
        try {
            last.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (last.isAlive()) {
            LOG.log(Level.WARNING, "The {0} did not stop within {1} s", name, PATIENCE.toSeconds());
        }
    }

    private void turn() {
        while (thread == Thread.currentThread()) {
            try {
                round.run();
            } catch (InterruptedException e) {
                // Either it is stopped, or the interrupt was somebody else's.
                continue;
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "The " + name + " failed; it goes on", e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            // The loop looks whether it is stopped.
            return;
        }
    }
}
