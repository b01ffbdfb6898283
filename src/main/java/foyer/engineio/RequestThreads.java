package foyer.engineio;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows whether a container's thread has left a request that went asynchronous.
 *
 * <p>Payara goes on touching the request after the servlet has returned. Completed from another thread in that
 * moment, the request is recycled under it, and a later request of somebody else fails with what is left. So
 * whoever completes a young request first lets its thread leave: it has, once it waits for its next task or is at
 * its next request.
 */
public final class RequestThreads {

    /** No container takes this long to leave. */
    private static final long PATIENCE = Duration.ofMillis(100).toNanos();

    private static final long NAP = Duration.ofNanos(200_000).toNanos();

    /** How many requests each thread has begun. The values are the JDK's, so that no thread keeps our class loader. */
    private final ThreadLocal<AtomicLong> begun = ThreadLocal.withInitial(AtomicLong::new);

    /** A request begins on this thread. */
    public void begin() {
        AtomicLong count = begun.get();
        count.setRelease(count.getPlain() + 1);
    }

    /** The stay of this thread in the request it is at. */
    public Stay current() {
        AtomicLong count = begun.get();
        return new Stay(Thread.currentThread(), count, count.getPlain(), System.nanoTime());
    }

    /**
     * A thread's stay in one request.
     *
     * @param count how many requests the thread has begun by now
     * @param number how many it had begun with this one
     */
    public record Stay(Thread thread, AtomicLong count, long number, long since) {

        /** Waits, for a tenth of a second at most, until the thread has left the request. Not for I/O threads. */
        public void letEnd() {
            while (System.nanoTime() - since < PATIENCE && !hasEnded()) {
                LockSupport.parkNanos(this, NAP);
            }
        }

        /** How long ago it began. */
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        /** Whether the thread has left the request. */
        boolean hasEnded() {
            // Back with the next callback of its request, it has not gone away at all.
            return thread == Thread.currentThread()
                    || count.getAcquire() != number
                    || switch (thread.getState()) {
                        case WAITING, TIMED_WAITING, TERMINATED -> true;
                        case NEW, RUNNABLE, BLOCKED -> false;
                    };
        }
    }
}
