package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.socketio.ManualTimers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenWatchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRY = START.plus(Duration.ofHours(2));

    private final ManualTimers timers = new ManualTimers();
    private final List<String> told = new ArrayList<>();
    private Instant now = START;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final TokenWatch watch =
            new TokenWatch(timers, clock, when -> told.add("expiring " + when), () -> told.add("expired"));

    @Test
    void itWarnsAMinuteBeforeAndThenSaysThatItIsOver() {
        watch.watch(EXPIRY);
        pass(Duration.ofMinutes(119).minusMillis(1));
        assertThat(told).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(told).containsExactly("expiring " + EXPIRY);
        pass(Duration.ofSeconds(59));
        assertThat(told).hasSize(1);

        pass(Duration.ofSeconds(1));
        assertThat(told).containsExactly("expiring " + EXPIRY, "expired");
        pass(Duration.ofDays(1));
        assertThat(told).hasSize(2);
        assertThat(timers.size()).isZero();
    }

    @Test
    void ofATokenThatEndsWithinAMinuteItWarnsAtOnce() {
        watch.watch(START.plusSeconds(5));
        pass(Duration.ZERO);
        assertThat(told).containsExactly("expiring " + START.plusSeconds(5));
        pass(Duration.ofSeconds(5));
        assertThat(told).endsWith("expired").hasSize(2);
    }

    @Test
    void aRefreshedTokenTakesThePlaceOfTheOneBeforeEvenAfterTheWarning() {
        watch.watch(EXPIRY);
        pass(Duration.ofMinutes(119));
        told.clear();
        Instant later = EXPIRY.plus(Duration.ofHours(2));
        watch.watch(later);

        pass(Duration.ofHours(1));
        assertThat(told).isEmpty();
        assertThat(timers.size()).isEqualTo(1);
        pass(Duration.ofMinutes(60));
        assertThat(told).containsExactly("expiring " + later);
    }

    @Test
    void onceStoppedItSaysNothingAndWatchesNothing() {
        watch.watch(EXPIRY);
        watch.stop();
        assertThat(timers.size()).isZero();

        watch.watch(EXPIRY);
        assertThat(timers.size()).isZero();
        pass(Duration.ofDays(1));
        assertThat(told).isEmpty();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        timers.advance(time);
    }
}
