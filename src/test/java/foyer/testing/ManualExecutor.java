package foyer.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor whose only thread is the test's: tasks wait until they are run. */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean stopped;

    @Override
    public void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException("stopped");
        }
        tasks.add(task);
    }

    /** Runs what waits, and what is added meanwhile. */
    public void runAll() {
        while (runNext()) {
            // the next one
        }
    }

    /** Runs one task; false when none waits. */
    public boolean runNext() {
        Runnable next = tasks.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** How many tasks wait. */
    public int size() {
        return tasks.size();
    }

    /** From now on tasks are rejected, as by a server that stops. */
    public void stop() {
        stopped = true;
    }
}
