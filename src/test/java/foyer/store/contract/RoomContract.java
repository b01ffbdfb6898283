package foyer.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.DisconnectOutcome;
import foyer.room.Absence;
import foyer.room.ClosedReason;
import foyer.room.CurrentRoom;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.Step;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The life of a room: its members go away and come back, it is closed once, and who could not be told is told later. */
public abstract class RoomContract extends StoreContract {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Exit ANN_LEFT = new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.LEFT);
    private static final Exit ANN_LOST = new Exit("guest_ann", ClosedReason.USER_DISCONNECTED, Exit.Kind.LOST);

    @Test
    void aRoomIsClosedOnceAndBothAreFree() {
        Room room = annAndBob();

        assertThat(rooms().close(room, ANN_LEFT)).contains(new Step.Closed(room, ANN_LEFT, Optional.empty()));
        assertThat(rooms().close(room, ANN_LEFT)).isEmpty();
        assertThat(rooms().roomOf("guest_ann")).isEmpty();
        assertThat(rooms().roomOf("guest_bob")).isEmpty();
        assertThat(here.presence("ann").connectedUser()).isEmpty();
        assertThat(here.presence("bob").connectedUser()).isEmpty();
        assertThat(counts()).containsExactly(0, 0);
    }

    @Test
    void closingTheRoomOfBeforeDoesNotCloseTheNextOfTheSameTwo() {
        Room before = annAndBob();
        rooms().close(before, ANN_LEFT);
        pass(Duration.ofMillis(1));
        Room next = here.meet("ann", "bob");

        assertThat(next.id()).isEqualTo(before.id());
        assertThat(rooms().close(before, ANN_LEFT)).isEmpty();
        assertThat(rooms().roomOf("guest_ann")).contains(next);
    }

    @Test
    void whoGoesWithItsLastSocketIsAwayAndComesBackWithTheNext() {
        Room room = annAndBob();

        assertThat(here.disconnect("ann", "ann-socket", GRACE))
                .isEqualTo(new DisconnectOutcome.Last(Optional.of(room)));
        Arrived back = here.arrive("ann", "again");

        assertThat(back.room()).hasValueSatisfying(current -> {
            assertThat(current.room()).isEqualTo(room);
            assertThat(current.back()).isTrue();
            assertThat(current.partner().nodes()).containsExactly(here.self());
        });
        assertThat(here.arrive("ann", "tab").room())
                .map(CurrentRoom::back)
                .as("it has been back before")
                .contains(false);
        pass(GRACE);
        assertThat(rooms().closeIfAway(room, ANN_LOST)).isEmpty();
        assertThat(rooms().overdue(10)).isEmpty();
    }

    @Test
    void whoDoesNotComeBackIsAwayUntilTheRoomIsClosed() {
        Room room = annAndBob();
        here.disconnect("ann", "ann-socket", GRACE);

        assertThat(rooms().closeIfAway(room, ANN_LOST)).as("too early").isEmpty();
        pass(GRACE);
        assertThat(rooms().closeIfAway(room, new Exit("guest_bob", ClosedReason.USER_LEFT, Exit.Kind.LOST)))
                .as("bob is here")
                .isEmpty();
        Step.Closed closed = rooms().closeIfAway(room, ANN_LOST).orElseThrow();
        assertThat(closed.offlineSince()).isPresent();
        assertThat(rooms().closeIfAway(room, ANN_LOST)).isEmpty();
    }

    @Test
    void anAbsenceOfWhichNobodyTakesCareIsGivenToEverybody() {
        Room room = annAndBob();
        here.disconnect("ann", "ann-socket", GRACE);
        pass(GRACE);
        assertThat(rooms().overdue(10)).as("somebody may be about to").isEmpty();
        pass(SECOND);

        assertThat(rooms().overdue(10)).containsExactly(new Absence(room, "guest_ann"));
        assertThat(rooms().overdue(0)).isEmpty();
        assertThat(rooms().closeIfAway(room, ANN_LOST)).isPresent();
        assertThat(rooms().overdue(10)).isEmpty();
    }

    @Test
    void whoCouldNotBeToldIsToldOnceWhenItComes() {
        Room room = annAndBob();
        here.disconnect("ann", "ann-socket", GRACE);
        here.disconnect("bob", "bob-socket", GRACE);
        rooms().close(room, ANN_LOST);

        assertThat(here.arrive("bob", "b").missed()).contains(room);
        assertThat(here.arrive("bob", "c").missed()).isEmpty();
        assertThat(here.arrive("ann", "a").missed())
                .as("it was lost, and does not know")
                .contains(room);
    }

    @Test
    void whoLeavesAndWhoIsHereNeedNotBeToldLater() {
        Room room = annAndBob();
        here.disconnect("ann", "ann-socket");
        rooms().close(room, new Exit("guest_ann", ClosedReason.USER_DISCONNECTED, Exit.Kind.GONE));

        assertThat(here.arrive("ann", "a").missed()).as("it went on purpose").isEmpty();
        here.disconnect("bob", "bob-socket");
        assertThat(here.arrive("bob", "b").missed()).as("its node has told it").isEmpty();
    }

    @Test
    void twoMinutesLaterItIsTooLateToTell() {
        Room room = annAndBob();
        here.disconnect("ann", "ann-socket", GRACE);
        rooms().close(room, ANN_LOST);
        pass(Duration.ofMinutes(2));

        assertThat(here.arrive("ann", "a").missed()).isEmpty();
    }

    @Test
    void whatWasNotToldIsKeptUnlessTheGuestIsInARoomAgainOrElsewhere() {
        TestNode there = node("there");
        Room room = annAndBob();
        rooms().keepMissed("guest_ann", room);
        here.offline("ann");
        rooms().close(room, new Exit("guest_bob", ClosedReason.USER_LEFT, Exit.Kind.LEFT));
        assertThat(here.arrive("ann", "ann-socket").missed())
                .as("as of the closing")
                .contains(room);

        there.arrive("ann", "there");
        rooms().keepMissed("guest_ann", room);
        there.disconnect("ann", "there");
        here.offline("ann");
        assertThat(here.arrive("ann", "ann-socket").missed())
                .as("the other node has told it")
                .isEmpty();

        rooms().keepMissed("guest_ann", room);
        here.offline("ann");
        assertThat(here.arrive("ann", "ann-socket").missed()).contains(room);
    }

    @Test
    void whoEndsItsSessionInARoomIsAwayWithNoTimeLeft() {
        Room room = annAndBob();

        assertThat(here.stores().connections().end("ann").room()).contains(room);
        assertThat(rooms().closeIfAway(room, new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.GONE)))
                .isPresent();
        here.stores().connections().end("bob");
        assertThat(here.stats()).isEqualTo(Stats.NOBODY);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void theRoomOfOneWhoEndsItsSessionWhileAwayIsStillFound() {
        Room room = annAndBob();
        here.disconnect("ann", "ann-socket", GRACE);

        assertThat(here.stores().guests().delete("ann")).isPresent();
        assertThat(here.stores().guests().find("ann")).isEmpty();
        assertThat(here.stats().totalUsers()).isEqualTo(1);
        assertThat(here.stores().connections().end("ann").room().or(() -> rooms().roomOf("guest_ann")))
                .contains(room);
        assertThat(rooms().close(room, new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.GONE)))
                .isPresent();
        here.stores().connections().end("bob");
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aRoomIsGivenOnceForBothOfItsMembersWithWhereTheyAre() {
        TestNode there = node("there");
        here.online("ann", "cid");
        there.online("bob");
        here.search("ann");
        Room room = TestNode.matched(there.search("bob"));
        there.arrive("ann", "tab");

        assertThat(rooms().roomsOf(List.of("guest_ann", "guest_bob", "guest_cid", "guest_x")))
                .singleElement()
                .satisfies(opened -> {
                    assertThat(opened.room()).isEqualTo(room);
                    assertThat(opened.places().get("guest_ann").nodes())
                            .containsExactlyInAnyOrder(here.self(), there.self());
                    assertThat(opened.places().get("guest_bob").nodes()).containsExactly(there.self());
                });
        assertThat(rooms().roomsOf(List.of())).isEmpty();
    }

    private Room annAndBob() {
        here.online("ann", "bob");
        return here.meet("ann", "bob");
    }

    private RoomStore rooms() {
        return here.stores().rooms();
    }
}
