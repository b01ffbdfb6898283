package foyer.engineio;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A hashed timing wheel: arming and cancelling a timer costs the same whether there are ten or a million.
 *
 * <p>A timer waits in the slot its deadline falls in; when the hand passes a slot, the timers that are due
 * run, and those of a later round stay. A timer fires up to one tick late and never early.
 */
public final class TickWheel implements Timers, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TickWheel.class.getName());
    private static final int SLOTS = 512;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final long tickNanos;
    private final LongSupplier nanoTime;
    private final long origin;
    private final Node[] slots = new Node[SLOTS];
    private long tick;
    private volatile Thread hand;

    /**
     * @param resolution the length of a tick
     * @param nanoTime the clock, {@code System::nanoTime} but in tests
     */
    public TickWheel(Duration resolution, LongSupplier nanoTime) {
        this.tickNanos = resolution.toNanos();
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Node();
        }
    }

    /** Starts the thread that turns the wheel; it lives until {@link #close()}. */
    public void start(ThreadFactory threads) {
        Thread thread = threads.newThread(this::turn);
        hand = thread;
        thread.start();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Node node = new Node(this, task);
        long deadline = nanoTime.getAsLong() - origin + Math.max(0, delay.toNanos());
        synchronized (slots) {
            // Rounded up, and never into the slot the hand is in: it has been emptied already.
            node.dueTick = Math.max(tick + 1, (deadline + tickNanos - 1) / tickNanos);
            node.linkBefore(slots[(int) (node.dueTick % SLOTS)]);
        }
        return node;
    }

    /** Moves the hand to the present and runs what is due. */
    void advance() {
        long now = (nanoTime.getAsLong() - origin) / tickNanos;
        while (tick < now) {
            runAll(takeDue());
        }
    }

    private Node takeDue() {
        Node due = new Node();
        synchronized (slots) {
            tick++;
            Node slot = slots[(int) (tick % SLOTS)];
            for (Node node = slot.next; node != slot; ) {
                Node next = node.next;
                if (node.dueTick <= tick) {
                    node.unlink();
                    node.linkBefore(due);
                }
                node = next;
            }
        }
        return due;
    }

    private void runAll(Node due) {
        for (Node node = pop(due); node != due; node = pop(due)) {
            try {
                node.task.run();
            } catch (RuntimeException | Error e) {
                // An Error too: without this thread no time-out of the node would ever come again.
                LOG.log(Level.ERROR, "A timer's task failed; the other timers go on", e);
            }
        }
    }

    /** Takes the first node off the list; a timer cancelled by the one before it is gone from it by then. */
    private Node pop(Node due) {
        synchronized (slots) {
            Node first = due.next;
            if (first != due) {
                first.unlink();
            }
            return first;
        }
    }

    private void turn() {
        while (hand == Thread.currentThread()) {
            advance();
            long nextTick = origin + (tick + 1) * tickNanos;
            LockSupport.parkNanos(this, Math.max(1, nextTick - nanoTime.getAsLong()));
            // Somebody else's interrupt must not turn the wait into a spin; close() clears the field first.
            Thread.interrupted();
        }
    }

    /** Stops the thread and waits for it; timers still armed never fire. */
    @Override
    public void close() {
        Thread thread = hand;
        hand = null;
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.log(
                    Level.WARNING,
                    "The timer thread did not stop within {0} s",
                    TimeUnit.NANOSECONDS.toSeconds(STOP_PATIENCE.toNanos()));
        }
    }

    /** A timer, and a link of the circular list it waits in; the head of a list has no task. */
    private static final class Node implements Timer {
        private final TickWheel wheel;
        private final Runnable task;
        private Node previous = this;
        private Node next = this;
        private long dueTick;

        /** The head of a list. */
        Node() {
            this(null, null);
        }

        Node(TickWheel wheel, Runnable task) {
            this.wheel = wheel;
            this.task = task;
        }

        void linkBefore(Node head) {
            previous = head.previous;
            next = head;
            previous.next = this;
            head.previous = this;
        }

        void unlink() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }

        @Override
        public void cancel() {
            synchronized (wheel.slots) {
                unlink();
            }
        }
    }
}
