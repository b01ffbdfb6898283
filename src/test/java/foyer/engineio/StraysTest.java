package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.LogCapture;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StraysTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void eachIsCountedAndTheLogTellsOfThemOnceAMinute() {
        Strays strays = new Strays(nanos::get);
        try (LogCapture log = LogCapture.of(Strays.class)) {
            strays.note();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("1 requests")
                    .contains("must be sticky");

            for (int i = 0; i < 59; i++) {
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                strays.note();
            }
            assertThat(log.lines()).hasSize(1);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            strays.note();

            assertThat(log.lines()).hasSize(2).last().asString().startsWith("60 requests");
            assertThat(strays.count()).isEqualTo(61);
        }
    }
}
