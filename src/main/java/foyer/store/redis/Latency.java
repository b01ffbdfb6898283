package foyer.store.redis;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, many times over. Any thread may use it. */
final class Latency {

    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    void note(long tookNanos) {
        calls.increment();
        nanos.add(tookNanos);
        longest.accumulate(tookNanos);
    }

    /** How many there were. */
    long calls() {
        return calls.sum();
    }

    /** What they took on the average; zero when there were none. */
    Duration average() {
        long count = calls.sum();
        return Duration.ofNanos(count == 0 ? 0 : nanos.sum() / count);
    }

    /** What the longest took since this was asked last. */
    Duration longestSinceAsked() {
        return Duration.ofNanos(longest.getThenReset());
    }
}
