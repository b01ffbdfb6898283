package foyer.engineio;

import java.util.concurrent.Executor;

/**
 * The thread that a connection is written by. Undertow writes with one I/O thread per connection: a frame that is sent from another
 * thread is handed over under locks, and most of a broadcast's CPU time went into that. So the hand-over is made here, once for all that
 * waits ({@link UndertowThread}). Elsewhere threads that send write, but one at a time ({@link WriteCombiner}).
 */
interface IoThread extends Executor {

    /** For what is written on the thread of the caller. */
    IoThread CALLER = new IoThread() {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void gather(Runnable task) {
            task.run();
        }
    };

    /** Runs a task that never waits: now when this is the thread, else soon. Any thread. */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task that never waits, a little later if that lets more be said first, by whomever, that can go out in the same write: when an I/O
     * thread has handled all that it found to be read, or when another thread is done with what it writes. With nothing to wait for, at
     * once. Any thread.
     */
    void gather(Runnable task);
}
