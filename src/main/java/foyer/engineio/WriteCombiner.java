package foyer.engineio;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes the place of an I/O thread where the server has none that writes, as Payara: of the threads that want to write, the first one does it
 * for all that come while it is at it, and these go on reading. So what a connection is told by several of them goes out as one write, and
 * nobody is woken for it. With little to do, each thread writes what it has to say. It never waits for a thread that might be busy elsewhere.
 * No task waits for a client or a store, so a lock that the caller holds is held a little longer, for as many writes as others have meanwhile.
 */
final class WriteCombiner implements IoThread {

    private static final System.Logger LOG = System.getLogger(WriteCombiner.class.getName());

    /** Tasks that one thread does before the next one that comes takes over: it has something to do itself. */
    private static final int TURN = 64;

    private enum State {
        IDLE,
        BUSY,
        /** Busy, until another thread comes. */
        TIRED
    }

    /** One task for each connection at most. */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    /** The thread that came last to write. */
    private volatile Thread writer;

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void gather(Runnable task) {
        tasks.add(task);
        if (state.compareAndSet(State.IDLE, State.BUSY)
                || writer != Thread.currentThread() && state.compareAndSet(State.TIRED, State.BUSY)) {
            writer = Thread.currentThread();
            write();
        }
    }

    private void write() {
        int done = 0;
        boolean tired = false;
        while (true) {
            Runnable task = tasks.poll();
            if (task != null) {
                attempt(task);
                if (++done == TURN) {
                    state.set(State.TIRED);
                    tired = true;
                } else if (tired && state.get() != State.TIRED) {
                    return; // somebody has taken over
                }
            } else if (!state.compareAndSet(tired ? State.TIRED : State.BUSY, State.IDLE)) {
                return; // the same
            } else if (tasks.isEmpty() || !state.compareAndSet(State.IDLE, State.BUSY)) {
                return; // nothing is left, or somebody else is at it
            } else {
                done = 0;
                tired = false;
            }
        }
    }

    /** Runs a task that writes; what goes wrong there is not the matter of whoever writes next. */
    static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // with an error that goes on from here nobody would write any more
            LOG.log(Level.ERROR, "A write failed; those of others go on", e);
        }
    }
}
