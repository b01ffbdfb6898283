package foyer.edge;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What one caller may still do under a {@link RateLimit}. Any thread may use it. */
public final class Allowance {

    private final RateLimit limit;
    private final Bucket bucket;

    /**
     * @param limit the limit, which may be off
     * @param nanoTime the clock, {@code System::nanoTime} but in tests
     */
    public Allowance(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        // A limit that is off still gets a bucket (of one, never asked): simpler than an absent one.
        this.bucket = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(Math.max(1, limit.burst()))
                        .refillGreedy(Math.max(1, limit.count()), limit.period())
                        .build())
                .withCustomTimePrecision(new Meter(nanoTime))
                .build();
    }

    /**
     * Takes one.
     *
     * @return empty when it was granted, else how long to wait for the next; more than zero
     */
    public Optional<Duration> take() {
        if (limit.isOff()) {
            return Optional.empty();
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill())));
    }

    /** Whether nothing is taken: such an allowance may be forgotten, for a new one is its equal. */
    boolean isWhole() {
        return limit.isOff() || bucket.getAvailableTokens() >= limit.burst();
    }

    private record Meter(LongSupplier nanoTime) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
