package foyer.engineio;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock turned by hand, and the wheel that hangs on it. */
final class HandClock implements LongSupplier {

    static final Duration TICK = Duration.ofMillis(10);

    private final TickWheel wheel;
    private volatile long nanos;

    /** @param start what the clock shows at first; real ones show negative numbers too */
    HandClock(long start) {
        nanos = start;
        wheel = new TickWheel(TICK, this);
    }

    TickWheel wheel() {
        return wheel;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    /** Lets time pass in single milliseconds, and the wheel with it. */
    void pass(Duration time) {
        for (long i = 0; i < time.toMillis(); i++) {
            nanos += 1_000_000;
            wheel.advance();
        }
    }
}
