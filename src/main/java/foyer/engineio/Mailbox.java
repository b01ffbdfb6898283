package foyer.engineio;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks that belong together (those of one socket, for one) one after another, in order, on an executor where they may
 * wait. The callers are container threads, which must not. Bounded; any thread may post.
 *
 * <p>A mailbox begins closed: tasks wait until {@link #open()}.
 */
public final class Mailbox {

    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    /** Tasks run by one turn on the executor, so that a busy one does not keep a thread from the others. */
    private static final int TURN = 16;

    private final Executor executor;
    private final int capacity;
    private final Queue<Runnable> tasks = new ArrayDeque<>(2);

    /** True while a turn is scheduled or running, and before the mailbox is open. */
    private boolean busy = true;

    /**
     * @param capacity how many tasks may wait
     */
    public Mailbox(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    /** Lets the tasks run; to be called once. */
    public void open() {
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
    public boolean post(Runnable task) {
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
    public boolean run(Runnable task) {
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
    public void postAlways(Runnable task) {
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
            Optional<Runnable> next = next();
            if (next.isEmpty()) {
                return;
            }
            Cork.during(() -> attempt(next.get()));
        }
        schedule();
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(tasks.poll());
        busy = next.isPresent();
        return next;
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A task failed; the next ones go on", e);
        }
    }
}
