package foyer.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
    private final RateLimiter limiter = new RateLimiter(RateLimit.perMinute(3), 10, nanos::get);

    @Test
    void grantsAsManyAsAllowedAndThenSaysHowLongToWait() {
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take("a")).isEmpty();
        }

        assertThat(limiter.take("a")).contains(Duration.ofSeconds(20));
    }

    @Test
    void whoWaitsAsToldIsGranted() {
        exhaust(limiter, "a");

        pass(limiter.take("a").orElseThrow());

        assertThat(limiter.take("a")).isEmpty();
        assertThat(limiter.take("a")).isPresent();
    }

    @Test
    void keysDoNotTouchEachOther() {
        exhaust(limiter, "a");

        assertThat(limiter.take("b")).isEmpty();
    }

    @Test
    void zeroSwitchesTheLimitOff() {
        RateLimiter off = new RateLimiter(RateLimit.perMinute(0), 10, nanos::get);

        for (int i = 0; i < 1000; i++) {
            assertThat(off.take("a")).isEmpty();
        }
        assertThat(off.keys()).isZero();
    }

    @Test
    void aMillionStrangersShareOneAllowanceAndThoseKnownKeepTheirs() {
        for (int i = 0; i < 10; i++) {
            limiter.take("known" + i);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take("stranger" + i)).isEmpty();
        }

        assertThat(limiter.take("stranger3")).isPresent();
        assertThat(limiter.take("known0")).isEmpty();
        assertThat(limiter.keys()).isEqualTo(10);
    }

    @Test
    void thoseWhoRestedMakeRoom() {
        for (int i = 0; i < 10; i++) {
            limiter.take("old" + i);
        }
        pass(Duration.ofMinutes(1));

        assertThat(limiter.take("new")).isEmpty();
        assertThat(limiter.keys()).isEqualTo(1);
    }

    @Test
    void aSocketMaySendABurstOfTwiceTheRate() {
        Allowance events = new Allowance(RateLimit.perSecond(50), nanos::get);
        for (int i = 0; i < 100; i++) {
            assertThat(events.take()).isEmpty();
        }
        assertThat(events.take()).isPresent();

        pass(Duration.ofSeconds(1));
        int granted = 0;
        while (events.take().isEmpty()) {
            granted++;
        }
        assertThat(granted).isEqualTo(50);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void exhaust(RateLimiter limiter, String key) {
        while (limiter.take(key).isEmpty()) {
            // until it is refused
        }
    }
}
