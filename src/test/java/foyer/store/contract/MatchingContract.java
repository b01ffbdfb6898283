package foyer.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome.InRoom;
import foyer.room.SearchOutcome.Unreachable;
import foyer.room.SearchOutcome.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who waits, and who is brought together with whom. */
public abstract class MatchingContract extends StoreContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whoComesFirstWaitsAlone() {
        here.online("ann");
        assertThat(here.search("ann")).isEqualTo(new Waiting(true));
        assertThat(here.presence("ann").isSearching()).isTrue();
        assertThat(counts()).containsExactly(1, 0);
    }

    @Test
    void theSecondIsMatchedWithTheFirst() {
        here.online("ann", "bob");
        here.search("ann");
        Room room = TestNode.matched(here.search("bob"));

        assertThat(room.id()).isEqualTo("guest_ann_guest_bob");
        assertThat(room.first().username()).isEqualTo("ann");
        assertThat(rooms().roomOf("guest_ann")).contains(room);
        assertThat(rooms().roomOf("guest_bob")).contains(room);
        assertThat(here.presence("ann").connectedUser()).contains("guest_bob");
        assertThat(here.presence("bob").connectedUser()).contains("guest_ann");
        assertThat(here.presence("ann").isSearching()).isFalse();
        assertThat(counts()).containsExactly(0, 1);
    }

    @Test
    void whoWaitsLongestIsMatchedFirstAndAskingAgainLosesNoPlace() {
        here.online("ann", "bob", "cid");
        here.speaks("ann", "fr");
        here.speaks("bob", "de");
        here.search("ann");
        pass(Duration.ofSeconds(1));
        here.search("bob");
        here.search("ann");
        pass(StoreFixture.WIDEN);

        assertThat(TestNode.partnerOf("cid", here.search("cid"))).isEqualTo("ann");
    }

    @Test
    void whoWentAwayAndCameBackHasLostItsPlace() {
        here.online("ann", "bob", "cid");
        here.speaks("ann", "fr");
        here.speaks("bob", "de");
        here.search("ann");
        here.search("bob");
        here.offline("ann");
        here.arrive("ann", "ann-socket");
        here.search("ann");
        pass(StoreFixture.WIDEN);

        assertThat(TestNode.partnerOf("cid", here.search("cid"))).isEqualTo("bob");
    }

    @Test
    void twoOfOneLanguageAreMatchedWhoeverElseWaits() {
        here.online("ann", "bob", "cid");
        here.speaks("ann", "fr");
        here.speaks("bob", "ÖS");
        here.speaks("cid", "ös");
        here.search("ann");
        assertThat(here.search("bob")).isEqualTo(new Waiting(false));

        assertThat(TestNode.partnerOf("cid", here.search("cid"))).isEqualTo("bob");
    }

    @Test
    void afterAWhileTheLanguageDoesNotMatterIfNeitherMinds() {
        here.online("ann", "bob");
        here.speaks("ann", "fr");
        here.speaks("bob", "de");
        here.search("ann");
        pass(Duration.ofSeconds(3));
        here.search("bob");
        pass(Duration.ofSeconds(2));
        assertThat(rooms().matchPatient()).as("ann would, bob not yet").isEmpty();

        pass(Duration.ofSeconds(3));
        assertThat(rooms().matchPatient())
                .singleElement()
                .satisfies(opened -> assertThat(
                                opened.room().has("guest_ann") && opened.room().has("guest_bob"))
                        .isTrue());
        assertThat(rooms().matchPatient()).isEmpty();
        assertThat(counts()).containsExactly(0, 1);
    }

    @Test
    void whoMindsNoLanguageStillWaitsForOneWhoDoes() {
        here.online("ann", "bob");
        here.speaks("ann", "fr");
        here.search("ann");
        assertThat(here.search("bob")).isEqualTo(new Waiting(false));
        pass(StoreFixture.WIDEN);
        assertThat(rooms().matchPatient()).hasSize(1);
    }

    @Test
    void theLastPartnerIsTakenWithinAMinuteOnlyIfNobodyElseWaits() {
        here.online("ann", "bob", "cid");
        part("ann", "bob");
        here.search("ann");
        here.speaks("cid", "fr");
        here.search("cid");
        assertThat(here.search("bob"))
                .as("cid waits too, and does not suit yet")
                .isEqualTo(new Waiting(false));

        here.offline("cid");
        assertThat(TestNode.partnerOf("bob", here.search("bob"))).isEqualTo("ann");
    }

    @Test
    void aMinuteLaterTheLastPartnerIsAsGoodAsAny() {
        here.online("ann", "bob", "cid");
        part("ann", "bob");
        pass(MINUTE);
        here.stores().leases().renew();
        here.search("ann");
        here.speaks("cid", "fr");
        here.search("cid");
        assertThat(TestNode.partnerOf("bob", here.search("bob"))).isEqualTo("ann");
    }

    @Test
    void nobodyIsMatchedWithItself() {
        here.online("ann");
        here.search("ann");
        assertThat(here.search("ann")).isEqualTo(new Waiting(true));
        pass(MINUTE);
        here.stores().leases().renew();
        assertThat(rooms().matchPatient()).isEmpty();
    }

    @Test
    void nobodyIsMatchedWithOneWhoIsGone() {
        here.online("ann", "bob", "cid");
        here.search("ann");
        here.offline("ann");
        assertThat(here.search("bob")).isEqualTo(new Waiting(true));
        here.stores().connections().end("bob");
        assertThat(here.search("cid")).isEqualTo(new Waiting(true));
        assertThat(counts()).containsExactly(1, 0);
    }

    @Test
    void whoIsOfflineOrUnknownCannotSearch() {
        here.create("ann");
        assertThat(here.search("ann")).isEqualTo(new Unreachable());
        assertThat(here.search("nobody")).isEqualTo(new Unreachable());
        assertThat(counts()).containsExactly(0, 0);
    }

    @Test
    void whoIsInARoomCannotSearch() {
        here.online("ann", "bob");
        Room room = here.meet("ann", "bob");
        assertThat(here.search("ann")).isEqualTo(new InRoom(room));
        here.offline("ann");
        assertThat(here.search("ann")).as("away").isEqualTo(new InRoom(room));
        assertThat(counts()).containsExactly(0, 1);
    }

    @Test
    void cancellingIsOnlyForThoseWhoWait() {
        here.online("ann", "bob");
        assertThat(rooms().cancel("guest_ann")).isFalse();
        here.search("ann");
        assertThat(rooms().cancel("guest_ann")).isTrue();
        assertThat(rooms().cancel("guest_ann")).isFalse();
        assertThat(here.search("bob")).isEqualTo(new Waiting(true));
        assertThat(rooms().cancel("guest_nobody")).isFalse();
    }

    @Test
    void guestsOfDifferentNodesMeet() {
        TestNode there = node("there");
        here.online("ann");
        there.online("bob");
        here.search("ann");

        assertThat(TestNode.partnerOf("bob", there.search("bob"))).isEqualTo("ann");
    }

    @Test
    void nobodyIsMatchedWithOneWhoseNodeHasNotRenewedItsLease() {
        TestNode there = node("there");
        there.online("ann");
        there.search("ann");
        pass(StoreFixture.LEASE);
        here.stores().leases().renew();
        here.online("bob");

        assertThat(here.search("bob")).isInstanceOf(Waiting.class);
        there.stores().leases().renew();
        assertThat(TestNode.partnerOf("bob", here.search("bob"))).isEqualTo("ann");
    }

    private void part(String one, String other) {
        Room room = here.meet(one, other);
        rooms().close(room, new Exit("guest_" + one, ClosedReason.USER_LEFT, Exit.Kind.LEFT));
    }

    private RoomStore rooms() {
        return here.stores().rooms();
    }
}
