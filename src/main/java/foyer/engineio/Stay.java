package foyer.engineio;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The stay of a container's thread in a request that goes asynchronous, or becomes a WebSocket.
 *
 * <p>Payara goes on touching such a request after servlet and filters have returned: a WebSocket's open callback runs
 * only then. Completed from another thread meanwhile, the request is recycled under it, and a later request of somebody else
 * fails with what is left; closed meanwhile, a WebSocket may stay open for ever, because who closes and who leaves each take
 * the other for the one that ends the request. Neither a filter of ours nor the state of the thread can tell, for the
 * thread may wait inside. So Payara's own mark is read, the last thing that its thread sets in a request. Other servers
 * see to this themselves: there a stay is over at once.
 */
final class Stay {

    /** The last thing of Payara's {@code CoyoteAdapter.service}. */
    private static final String MARK = "afterService";

    /** No thread takes this long to leave, not even with the first request of a busy server. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long SHORTEST_NAP = Duration.ofNanos(100_000).toNanos();
    private static final long LONGEST_NAP = Duration.ofMillis(10).toNanos();

    private final Thread thread = Thread.currentThread();
    private final long since = System.nanoTime();
    private volatile Optional<Probe> probe;

    /** @param owner a request of Payara's, used by it alone until its thread has left */
    private record Probe(Object owner, Field mark) {
        boolean hasLeft() {
            try {
                return mark.getBoolean(owner);
            } catch (IllegalAccessException e) {
                Grizzly.isNotAsItWas(e);
                return true;
            }
        }
    }

    private Stay(Optional<Probe> probe) {
        this.probe = probe;
    }

    /** The stay of the current thread in its request. */
    static Stay in(ServletRequest request) {
        return new Stay(Grizzly.payaraRequestOf(request).flatMap(Stay::probe));
    }

    private static Optional<Probe> probe(Object payaraRequest) {
        try {
            return Optional.of(new Probe(payaraRequest, Grizzly.field(payaraRequest, MARK)));
        } catch (ReflectiveOperationException e) {
            Grizzly.isNotAsItWas(e);
            return Optional.empty();
        }
    }

    /** Whether the thread has left the request. */
    boolean hasEnded() {
        Optional<Probe> present = probe;
        if (present.isEmpty()) {
            return true;
        }
        if (present.get().hasLeft() || System.nanoTime() - since > PATIENCE.toNanos()) {
            probe = Optional.empty(); // the request may be somebody else's soon
            return true;
        }
        return false;
    }

    /**
     * Waits until the thread has left the request: for microseconds, unless the machine is busy. Does not wait in that
     * thread itself, which does nothing else meanwhile. Not for I/O threads.
     */
    void letEnd() {
        long nap = SHORTEST_NAP;
        while (thread != Thread.currentThread() && !hasEnded()) {
            LockSupport.parkNanos(this, nap);
            nap = Math.min(2 * nap, LONGEST_NAP);
        }
    }
}
