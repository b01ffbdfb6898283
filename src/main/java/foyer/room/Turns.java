package foyer.room;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Between a step in the store and the telling of it another thread may take the next step with the same guest, and be the
 * first to tell. Whoever takes the step keeps the guest's turn until it is told; whoever builds on it waits for that.
 *
 * <p>Callers may wait here for a store, so they are never container threads. Nobody waits for ever: what is told late is
 * better than what is not told.
 */
final class Turns {

    private static final System.Logger LOG = System.getLogger(Turns.class.getName());
    private static final int STRIPES = 256;
    private static final long PATIENCE_MS = 2_000;

    private final List<ReentrantLock> stripes =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toList();

    /** Takes a step with some guests and tells of it. It must not wait for the turn of others. */
    <T> T during(List<String> userIds, Supplier<T> step) {
        // Always in the same order: two who want the same two do not wait for each other.
        List<ReentrantLock> held = new ArrayList<>(2);
        userIds.stream()
                .map(Turns::stripe)
                .distinct()
                .sorted()
                .map(stripes::get)
                .forEach(stripe -> {
                    if (lock(stripe)) {
                        held.add(stripe);
                    }
                });
        try {
            return step.get();
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** The same with one guest. */
    <T> T during(String userId, Supplier<T> step) {
        ReentrantLock stripe = stripes.get(stripe(userId));
        boolean held = lock(stripe);
        try {
            return step.get();
        } finally {
            if (held) {
                stripe.unlock();
            }
        }
    }

    /** Waits until the steps are told that others have begun with the guest. */
    void await(String userId) {
        during(userId, () -> userId);
    }

    private static int stripe(String userId) {
        return Math.floorMod(userId.hashCode(), STRIPES);
    }

    private static boolean lock(ReentrantLock stripe) {
        try {
            if (stripe.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                return true;
            }
            LOG.log(Level.WARNING, "A step with a guest takes long; the next one does not wait for it any more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
