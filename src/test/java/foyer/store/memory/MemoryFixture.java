package foyer.store.memory;

import foyer.lifecycle.Stores;
import foyer.store.contract.StoreFixture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stores on one memory, whose time passes when it is told to, and a little with each look at it. */
final class MemoryFixture implements StoreFixture {

    private final TestClock clock = new TestClock();
    private final MemoryStore memory = new MemoryStore(LIFETIME, WIDEN, LEASE, clock);

    @Override
    public Stores node(String name) {
        return memory.node(name, Runnable::run);
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public void clear() {
        memory.clear();
    }

    @Override
    public boolean isEmpty() {
        return memory.isEmpty();
    }

    @Override
    public void close() {
        // Nothing outlives the test.
    }

    /** The real time, and what was made to pass besides. */
    private static final class TestClock extends Clock {

        private volatile Duration passed = Duration.ZERO;

        void pass(Duration time) {
            passed = passed.plus(time);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(passed);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
