package foyer.engineio;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds back what a thread says while it does something: a connection that is told several things gets them in one write, and nobody is written to
 * while the thread has a lock. What is said is in the connections' queues at once, in its place; if another thread has something to say to
 * the same connection, that goes out with it.
 */
public final class Cork {

    /** Of more connections than this the others are written at once. */
    private static final int MOST = 32;

    private static final ThreadLocal<Cork> PRESENT = new ThreadLocal<>();

    private final List<Writer> held = new ArrayList<>(4);

    private Cork() {}

    /**
     * Runs a task, and then, even if it fails, writes what it has said. Within another such task it is that one's end which counts.
     *
     * @param task may wait for locks; before it waits for something slower it is to {@link #pull()}
     */
    public static void during(Runnable task) {
        if (PRESENT.get() != null) {
            task.run();
            return;
        }
        Cork cork = new Cork();
        PRESENT.set(cork);
        try {
            task.run();
        } finally {
            PRESENT.remove(); // the thread may be the server's
            cork.release();
        }
    }

    /** Writes what this thread has said: to be called before it waits for something that may take its time. */
    public static void pull() {
        Cork present = PRESENT.get();
        if (present != null) {
            present.release();
        }
    }

    /** Whether it will be seen to that this is drained. */
    static boolean holds(Writer writer) {
        Cork present = PRESENT.get();
        return present != null && present.hold(writer);
    }

    private boolean hold(Writer writer) {
        if (held.contains(writer)) {
            return true;
        }
        return held.size() < MOST && held.add(writer);
    }

    private void release() {
        List<Writer> writers = List.copyOf(held);
        held.clear();
        writers.forEach(writer -> WriteCombiner.attempt(writer::drainSoon));
    }
}
