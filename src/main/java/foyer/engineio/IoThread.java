package foyer.engineio;

import java.util.concurrent.Executor;

/**
 * The thread that a connection is written by. Undertow writes with one I/O thread per connection: a frame that is sent from another
 * thread is handed over under locks, and most of a broadcast's CPU time went into that. So the hand-over is made here, once for all that
 * waits. Elsewhere the thread that sends is the one that writes.
 */
interface IoThread extends Executor {

    /** For servers that write on the thread of the caller. */
    IoThread CALLER = new IoThread() {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void afterReading(Runnable task) {
            task.run();
        }
    };

    /** Runs a task that never waits: now when this is the thread, else soon. Any thread. */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task that never waits: when the thread, if this is it, has handled everything that it found to be read. What is said until
     * then, by whomever, can go out as one write. Without such a thread, or in a task of {@link #execute}, at once. Any thread.
     */
    void afterReading(Runnable task);
}
