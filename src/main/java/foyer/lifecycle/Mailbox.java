package foyer.lifecycle;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the tasks of one socket one after another, in order, on an executor where they may wait for the store. The
 * callers are container threads, which must not. Bounded; any thread may post.
 *
 * <p>A mailbox begins closed: tasks wait until {@link #open()}.
 */
final class Mailbox {

    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    /** Tasks run by one turn on the executor, so that a busy socket does not keep a thread from the others. */
    private static final int TURN = 16;

    private final Executor executor;
    private final int capacity;
    private final Queue<Runnable> tasks = new ArrayDeque<>(2);

    /** True while a turn is scheduled or running, and before the mailbox is open. */
    private boolean busy = true;

    /**
     * @param capacity how many tasks may wait
     */
    Mailbox(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    /** Lets the tasks run; to be called once. */
    void open() {
        synchronized (this) {
            busy = !tasks.isEmpty();
            if (!busy) {
                return;
            }
        }
        schedule();
    }

    /**
     * Adds a task.
     *
     * @return false when too many wait already
     */
    boolean post(Runnable task) {
        synchronized (this) {
            if (tasks.size() >= capacity) {
                return false;
            }
        }
        postAlways(task);
        return true;
    }

    /**
     * Runs a task that never waits: at once and on this thread when nothing is before it, else in its turn.
     *
     * @return false when too many wait already
     */
    boolean run(Runnable task) {
        synchronized (this) {
            if (busy || !tasks.isEmpty()) {
                if (tasks.size() >= capacity) {
                    return false;
                }
                tasks.add(task);
                return true;
            }
            busy = true;
        }
        attempt(task);
        synchronized (this) {
            if (tasks.isEmpty()) {
                busy = false;
                return true;
            }
        }
        schedule();
        return true;
    }

    /** Adds a task, even when too many wait: for the last one. */
    void postAlways(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (busy) {
                return;
            }
            busy = true;
        }
        schedule();
    }

    private void schedule() {
        try {
            executor.execute(this::turn);
        } catch (RejectedExecutionException e) {
            // The server is stopping: what is left is the clean-up, which must not be lost.
            turn();
        }
    }

    private void turn() {
        for (int i = 0; i < TURN; i++) {
            Runnable task;
            synchronized (this) {
                task = tasks.poll();
                if (task == null) {
                    busy = false;
                    return;
                }
            }
            attempt(task);
        }
        schedule();
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A task of a socket failed; the next ones go on", e);
        }
    }
}
