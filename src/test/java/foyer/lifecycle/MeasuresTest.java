package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.edge.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private final List<String> times = new ArrayList<>();
    private final Measures measures = new Measures(new Recorded());

    @Test
    void whatHasNotHappenedIsThereAsZero() {
        assertThat(measures.refusals()).containsOnlyKeys(Refusal.values());
        assertThat(measures.disconnects()).containsOnlyKeys(DisconnectReason.values());
        assertThat(measures.disconnects().values()).allMatch(count -> count.sum() == 0);
        assertThat(measures.events()).containsOnlyKeys(Measures.OTHER_EVENTS);
    }

    @Test
    void whatHappensIsCounted() {
        measures.established("guest_1", 5);
        measures.refused(Refusal.DRAINING);
        measures.refused(Refusal.DRAINING);
        measures.eventRefused(Refusal.UNKNOWN_EVENT);
        measures.disconnected("guest_1", DisconnectReason.PING_TIMEOUT, Duration.ofNanos(7), false);
        LongAdder messages = measures.event("chat:message");
        messages.increment();

        assertThat(measures.connects()).isEqualTo(1);
        assertThat(measures.refusals().get(Refusal.DRAINING).sum()).isEqualTo(2);
        assertThat(measures.eventRefusals().get(Refusal.UNKNOWN_EVENT).sum()).isEqualTo(1);
        assertThat(measures.disconnects().get(DisconnectReason.PING_TIMEOUT).sum())
                .isEqualTo(1);
        assertThat(measures.events().get("chat:message").sum()).isEqualTo(1);
        assertThat(measures.event("chat:message")).isSameAs(messages);
        assertThat(times).containsExactly("established 5", "ended 7");
    }

    @Test
    void aClockThatWasSetBackMakesNoNegativeTime() {
        measures.opened(Duration.ofSeconds(-1));

        assertThat(times).containsExactly("opened 0");
    }

    @Test
    void whoWasLostAndComesBackIsAReturnAndWhoLeftIsNot() {
        measures.disconnected("lost", DisconnectReason.TRANSPORT_CLOSE, Duration.ZERO, true);
        measures.disconnected("left", DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, Duration.ZERO, true);
        measures.disconnected("still here", DisconnectReason.TRANSPORT_CLOSE, Duration.ZERO, false);
        times.clear();
        for (String guest : List.of("lost", "left", "still here", "lost", "new")) {
            measures.established(guest, 1);
        }

        assertThat(times.stream().filter(time -> time.startsWith("returned"))).hasSize(1);
    }

    private final class Recorded implements Timings {
        @Override
        public void opened(long nanos) {
            times.add("opened " + nanos);
        }

        @Override
        public void established(long nanos) {
            times.add("established " + nanos);
        }

        @Override
        public void ended(long nanos) {
            times.add("ended " + nanos);
        }

        @Override
        public void returned(long nanos) {
            times.add("returned " + nanos);
        }
    }
}
