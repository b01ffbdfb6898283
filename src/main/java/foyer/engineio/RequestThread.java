package foyer.engineio;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The container's thread that served a request until the request went asynchronous, or became a WebSocket.
 *
 * <p>Payara goes on touching the request after the servlet, or the endpoint's open callback, has returned.
 * Completed or closed from another thread in that moment, the request is recycled under it, and a later request
 * of somebody else fails with what is left. So whoever ends a young request first lets that thread leave: it
 * has, once it waits for its next task.
 */
final class RequestThread {

    /** No container takes this long to leave; a thread still running then is at another request already. */
    private static final long PATIENCE = Duration.ofMillis(100).toNanos();

    private static final long NAP = Duration.ofNanos(200_000).toNanos();

    private final Thread thread = Thread.currentThread();
    private final long since = System.nanoTime();

    /** Waits, for a tenth of a second at most, until the thread has left the request. Not for I/O threads. */
    void letLeave() {
        while (System.nanoTime() - since < PATIENCE && !hasLeft()) {
            LockSupport.parkNanos(this, NAP);
        }
    }

    private boolean hasLeft() {
        if (thread == Thread.currentThread()) {
            return true; // it is back with the next event of its request, or has not gone away at all
        }
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }
}
