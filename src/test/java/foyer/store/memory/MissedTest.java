package foyer.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.Profile;
import foyer.room.Member;
import foyer.room.Room;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MissedTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = T0.plus(Duration.ofMinutes(2));
    private static final Room ROOM =
            new Room(new Member("ann", "Ann", Profile.EMPTY), new Member("bob", "Bob", Profile.EMPTY), T0);

    private final Missed missed = new Missed();

    @Test
    void whatWasMissedIsGivenOnceToTheOneWhoMissedIt() {
        missed.add("ann", ROOM, T0);

        assertThat(missed.take("bob", T0)).isEmpty();
        assertThat(missed.take("ann", T0)).contains(ROOM);
        assertThat(missed.take("ann", T0)).isEmpty();
    }

    @Test
    void twoMinutesLaterItIsNewsNoMore() {
        missed.add("ann", ROOM, T0);
        missed.add("bob", ROOM, T0);

        assertThat(missed.take("ann", LATE.minusMillis(1))).contains(ROOM);
        assertThat(missed.take("bob", LATE)).isEmpty();
    }

    @Test
    void whatIsOldIsForgottenAndNothingElse() {
        missed.add("ann", ROOM, T0);
        missed.add("bob", ROOM, T0.plusMillis(1));
        missed.forgetOld(LATE);

        assertThat(missed.take("ann", T0)).isEmpty();
        assertThat(missed.take("bob", T0)).contains(ROOM);
    }
}
