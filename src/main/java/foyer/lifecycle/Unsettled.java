package foyer.lifecycle;

import foyer.cluster.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Steps that the store could not be told of, and that must not be lost: the end of a socket, for one. They are tried again until
 * they are taken; there are at most as many as there were sockets. Any thread may add to it.
 */
final class Unsettled {

    private static final System.Logger LOG = System.getLogger("foyer.connections");

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();

    /** @param step idempotent; throws {@link StoreUnavailableException} as long as it cannot be taken */
    void add(Runnable step) {
        steps.add(step);
    }

    /**
     * Takes what can be taken, in the order in which it was added.
     *
     * @throws StoreUnavailableException when the store still cannot be told
     */
    void settle() {
        for (Runnable step = steps.peek(); step != null; step = steps.peek()) {
            try {
                step.run();
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A step was given up", e);
            }
            steps.remove(step);
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }
}
