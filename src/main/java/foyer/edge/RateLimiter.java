package foyer.edge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A {@link RateLimit} for each of many callers, told apart by a key (an address, a session). Any thread may use it.
 *
 * <p>The number of keys is bounded: callers who rest are forgotten, and when even so there are too many, all new ones share
 * one allowance. Whoever floods the server from a million addresses limits itself, not those who were there before.
 */
public final class RateLimiter {

    private static final Duration SWEEP_PAUSE = Duration.ofSeconds(1);

    private final RateLimit limit;
    private final int maxKeys;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Allowance> allowances = new ConcurrentHashMap<>();
    private final Allowance strangers;
    private final AtomicLong lastSweep;

    /**
     * @param limit the limit of each key; when it is off, everything is granted and nothing kept
     * @param maxKeys how many keys are told apart
     * @param nanoTime the clock, {@code System::nanoTime} but in tests
     */
    public RateLimiter(RateLimit limit, int maxKeys, LongSupplier nanoTime) {
        this.limit = limit;
        this.maxKeys = maxKeys;
        this.nanoTime = nanoTime;
        this.strangers = new Allowance(limit, nanoTime);
        this.lastSweep = new AtomicLong(nanoTime.getAsLong() - SWEEP_PAUSE.toNanos());
    }

    /**
     * Takes one for the key.
     *
     * @return empty when it was granted, else how long to wait for the next; more than zero
     */
    public Optional<Duration> take(String key) {
        if (limit.isOff()) {
            return Optional.empty();
        }
        Allowance known = allowances.get(key);
        if (known == null) {
            if (allowances.mappingCount() >= maxKeys) {
                sweep();
            }
            if (allowances.mappingCount() >= maxKeys) {
                return strangers.take();
            }
            known = allowances.computeIfAbsent(key, unseen -> new Allowance(limit, nanoTime));
        }
        return known.take();
    }

    /** Forgets the keys that have rested; at most once a second, so that a flood of strangers does not make it work. */
    private void sweep() {
        long now = nanoTime.getAsLong();
        long last = lastSweep.get();
        if (now - last >= SWEEP_PAUSE.toNanos() && lastSweep.compareAndSet(last, now)) {
            allowances.values().removeIf(Allowance::isWhole);
        }
    }

    /** How many keys are told apart now. */
    int keys() {
        return allowances.size();
    }
}
