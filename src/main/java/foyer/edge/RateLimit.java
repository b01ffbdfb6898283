package foyer.edge;

import java.time.Duration;

/**
 * How often something may happen.
 *
 * @param count how many times in a period, filled up evenly over it; 0 for no limit
 * @param period the period
 * @param burst how many at once after a rest, at least {@code count}
 */
public record RateLimit(int count, Duration period, int burst) {

    public RateLimit {
        if (count < 0 || period.isNegative() || period.isZero() || burst < count) {
            throw new IllegalArgumentException("count " + count + ", period " + period + ", burst " + burst);
        }
    }

    /** So many a minute, all of them at once if one likes. */
    public static RateLimit perMinute(int count) {
        return new RateLimit(count, Duration.ofMinutes(1), count);
    }

    /** So many a second, up to twice as many at once. */
    public static RateLimit perSecond(int count) {
        return new RateLimit(count, Duration.ofSeconds(1), 2 * count);
    }

    /** Whether there is no limit. */
    public boolean isOff() {
        return count == 0;
    }
}
