package foyer.engineio;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * An I/O thread of Undertow's. It goes round and round: it looks which of its connections have something to be read, handles all
 * of them, and then runs the tasks that it has been given.
 */
final class UndertowThread implements IoThread {

    private final Thread thread;
    private final Executor executor;

    // Only this thread touches these.
    private final Queue<Runnable> afterReading = new ArrayDeque<>();
    private boolean inTask;

    /**
     * @param thread the thread itself
     * @param executor gives it tasks; XNIO's threads are both
     */
    UndertowThread(Thread thread, Executor executor) {
        this.thread = thread;
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        if (isCurrent()) {
            run(task);
        } else {
            give(task);
        }
    }

    @Override
    public void gather(Runnable task) {
        if (!isCurrent()) {
            give(task);
        } else if (inTask) {
            task.run(); // nothing is being read, and what the task is about is at hand
        } else {
            afterReading.add(task);
            if (afterReading.size() == 1) {
                give(this::runWhatWaits);
            }
        }
    }

    private void runWhatWaits() {
        try {
            while (!afterReading.isEmpty()) {
                afterReading.remove().run();
            }
        } finally {
            if (!afterReading.isEmpty()) {
                give(this::runWhatWaits); // one has failed, and the others are not to suffer from it
            }
        }
    }

    private void give(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            task.run(); // the server is stopping; Undertow takes frames from any thread
        }
    }

    private void run(Runnable task) {
        boolean nested = inTask;
        inTask = true;
        try {
            task.run();
        } finally {
            inTask = nested;
        }
    }

    private boolean isCurrent() {
        return Thread.currentThread() == thread;
    }
}
