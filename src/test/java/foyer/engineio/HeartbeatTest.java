package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final EngineOptions OPTIONS = EngineOptions.defaults();

    private final HandClock clock = new HandClock(77);
    private final List<String> told = new ArrayList<>();
    private final Heartbeat heartbeat =
            new Heartbeat(OPTIONS, clock.wheel(), clock, () -> told.add("ping"), () -> told.add("lost"));

    @Test
    void theFirstPingComesAtARandomPointOfTheSecondHalfOfTheInterval() {
        Set<Long> seconds = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            HandClock other = new HandClock(0);
            List<Long> pings = new ArrayList<>();
            new Heartbeat(OPTIONS, other.wheel(), other, () -> pings.add(other.getAsLong()), () -> {}).start();
            other.pass(OPTIONS.pingInterval().plus(HandClock.TICK));
            assertThat(pings)
                    .singleElement()
                    .satisfies(at -> assertThat(at)
                            .isBetween(
                                    Duration.ofMillis(12_500).toNanos(),
                                    OPTIONS.pingInterval().plus(HandClock.TICK).toNanos()));
            seconds.add(pings.get(0) / 1_000_000_000);
        }
        assertThat(seconds).hasSizeGreaterThan(5);
    }

    @Test
    void anAnsweredPingIsFollowedByAnotherAfterTheInterval() {
        ping();
        heartbeat.pong();
        clock.pass(OPTIONS.pingInterval().minus(Duration.ofMillis(1)));
        assertThat(told).containsExactly("ping");
        clock.pass(HandClock.TICK.multipliedBy(2));

        assertThat(told).containsExactly("ping", "ping");
    }

    @Test
    void withoutPongTheConnectionIsLostAfterTheTimeout() {
        ping();
        clock.pass(OPTIONS.pingTimeout().minus(HandClock.TICK.multipliedBy(2)));
        assertThat(told).containsExactly("ping");
        assertThat(heartbeat.isLate()).isFalse();
        clock.pass(HandClock.TICK.multipliedBy(3));

        assertThat(told).containsExactly("ping", "lost");
        assertThat(heartbeat.isLate()).isTrue();
    }

    @Test
    void aPongThatNobodyAskedForChangesNothing() {
        heartbeat.start();
        heartbeat.pong();
        awaitPing();
        heartbeat.pong();
        heartbeat.pong();
        clock.pass(OPTIONS.pingInterval().plus(HandClock.TICK));

        assertThat(told).containsExactly("ping", "ping");
    }

    @Test
    void aStoppedHeartIsSilent() {
        ping();
        heartbeat.stop();
        heartbeat.pong();
        heartbeat.start();
        clock.pass(Duration.ofMinutes(2));

        assertThat(told).containsExactly("ping");
        assertThat(heartbeat.isLate()).isFalse();
    }

    /** Up to the first ping. */
    private void ping() {
        heartbeat.start();
        awaitPing();
    }

    private void awaitPing() {
        while (told.isEmpty()) {
            clock.pass(Duration.ofMillis(1));
        }
    }
}
