package foyer.lifecycle;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Guests whose last socket here was lost a short while ago, to tell a return from a first visit. Bounded: of a great many who go at
 * once, the first are forgotten. Any thread may use it.
 */
final class Returns {

    /** Who stays away longer has come anew. */
    private static final long MEMORY = Duration.ofMinutes(2).toNanos();

    private static final int MOST = 20_000;

    private final LongSupplier nanoTime;
    private final Map<String, Long> lost = new LinkedHashMap<>();

    Returns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void lost(String userId) {
        long now = nanoTime.getAsLong();
        lost.remove(userId);
        lost.put(userId, now);
        Iterator<Long> oldestFirst = lost.values().iterator();
        while (now - oldestFirst.next() > MEMORY || lost.size() > MOST) {
            oldestFirst.remove();
        }
    }

    /** How long the guest was away, in nanoseconds; empty when it was not lost here, or long ago. */
    synchronized OptionalLong back(String userId) {
        Long since = lost.remove(userId);
        if (since == null) {
            return OptionalLong.empty();
        }
        long away = nanoTime.getAsLong() - since;
        return away <= MEMORY ? OptionalLong.of(away) : OptionalLong.empty();
    }
}
