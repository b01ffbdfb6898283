package foyer.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartingsTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = T0.plus(Duration.ofMinutes(1));

    private final Partings partings = new Partings();

    @Test
    void twoWhoPartedAreLastPartnersForAMinuteAskedEitherWay() {
        partings.add("ann", "bob", T0);

        assertThat(partings.isRecent("ann", "bob", LATE.minusMillis(1))).isTrue();
        assertThat(partings.isRecent("bob", "ann", LATE.minusMillis(1))).isTrue();
        assertThat(partings.isRecent("ann", "bob", LATE)).isFalse();
        assertThat(partings.isRecent("ann", "cid", T0)).isFalse();
    }

    @Test
    void itIsEnoughThatOneOfThemHasHadNobodySince() {
        partings.add("ann", "bob", T0);
        partings.add("ann", "cid", T0);

        assertThat(partings.isRecent("ann", "bob", T0)).as("ann was bob's last").isTrue();
        partings.add("bob", "eve", T0);
        assertThat(partings.isRecent("ann", "bob", T0)).isFalse();
    }

    @Test
    void whatIsOldIsForgottenAndNothingElse() {
        partings.add("ann", "bob", T0);
        partings.add("cid", "eve", T0.plusMillis(1));
        partings.forgetOld(LATE);

        assertThat(partings.isRecent("ann", "bob", T0)).isFalse();
        assertThat(partings.isRecent("cid", "eve", LATE)).isTrue();
    }
}
