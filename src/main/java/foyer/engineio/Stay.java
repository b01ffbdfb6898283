package foyer.engineio;

import jakarta.servlet.ServletRequest;
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
public final class Stay {

    /** No thread takes this long to leave, not even with the first request of a busy server. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long SHORTEST_NAP = Duration.ofNanos(100_000).toNanos();
    private static final long LONGEST_NAP = Duration.ofMillis(10).toNanos();

    private final Thread thread = Thread.currentThread();
    private final long since = System.nanoTime();

    /** Payara's own, and used by the thread alone until it has left. */
    private volatile Optional<PayaraRequest> request;

    private Stay(Optional<PayaraRequest> request) {
        this.request = request;
    }

    /** The stay of the current thread in its request. */
    public static Stay in(ServletRequest request) {
        return new Stay(PayaraRequest.of(request));
    }

    /** Whether the thread has left the request. */
    boolean hasEnded() {
        Optional<PayaraRequest> present = request;
        if (present.isEmpty()) {
            return true;
        }
        if (present.get().isLeft() || System.nanoTime() - since > PATIENCE.toNanos()) {
            request = Optional.empty(); // it may be somebody else's soon
            return true;
        }
        return false;
    }

    /**
     * Waits until the thread has left the request: for microseconds, unless the machine is busy. Does not wait in that
     * thread itself, which does nothing else meanwhile. Not for I/O threads.
     */
    public void letEnd() {
        long nap = SHORTEST_NAP;
        while (thread != Thread.currentThread() && !hasEnded()) {
            LockSupport.parkNanos(this, nap);
            nap = Math.min(2 * nap, LONGEST_NAP);
        }
    }
}
