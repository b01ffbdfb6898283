package foyer.engineio;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the place of an I/O thread where the server has none that writes, as Payara: of the threads that want to write, the first one does it
 * for all that come while it is at it, and these go on reading. So what a connection is told by several of them goes out as one write, and
 * nobody is woken for it. With little to do, each thread writes what it has to say.
 */
final class WriteCombiner implements IoThread {

    private static final System.Logger LOG = System.getLogger(WriteCombiner.class.getName());

    /** Tasks that one thread does for others, before somebody else has to: it has something to do itself. */
    private static final int TURN = 64;

    private final Executor executor;
    /** One task for each connection at most. */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param executor writes when a thread has done it for others long enough */
    WriteCombiner(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void gather(Runnable task) {
        tasks.add(task);
        if (busy.compareAndSet(false, true)) {
            work();
        }
    }

    private void work() {
        do {
            for (int turn = 0; turn < TURN; turn++) {
                Runnable task = tasks.poll();
                if (task == null) {
                    break;
                }
                attempt(task);
            }
            if (!tasks.isEmpty() && isTakenOver()) {
                return;
            }
            busy.set(false);
        } while (!tasks.isEmpty() && busy.compareAndSet(false, true));
    }

    private boolean isTakenOver() {
        try {
            executor.execute(this::work);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the server is stopping
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A write failed; those of others go on", e);
        }
    }
}
