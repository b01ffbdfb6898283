package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReturnsTest {

    private long now;
    private final Returns returns = new Returns(() -> now);

    @Test
    void aReturnIsToldOnceWithItsTime() {
        returns.lost("a");
        now += 40;

        assertThat(returns.back("a")).hasValue(40);
        assertThat(returns.back("a")).isEmpty();
        assertThat(returns.back("b")).isEmpty();
    }

    @Test
    void whoWasLostTwiceIsAwaySinceTheSecondTime() {
        returns.lost("a");
        now += 40;
        returns.lost("a");
        now += 2;

        assertThat(returns.back("a")).hasValue(2);
    }

    @Test
    void whoStaysAwayLongHasComeAnew() {
        returns.lost("a");
        now += Duration.ofMinutes(2).toNanos() + 1;

        assertThat(returns.back("a")).isEmpty();
    }

    @Test
    void ofVeryManyTheFirstAreForgotten() {
        for (int i = 0; i < 20_001; i++) {
            returns.lost("guest " + i);
        }

        assertThat(returns.back("guest 0")).isEmpty();
        assertThat(returns.back("guest 1")).isPresent();
        assertThat(returns.back("guest 20000")).isPresent();
    }
}
