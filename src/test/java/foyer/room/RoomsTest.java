package foyer.room;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.lifecycle.Stores;
import foyer.room.Lobby.Tab;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The moments between two steps of a room's life, and what others may do in each. */
@Timeout(60)
class RoomsTest {

    private final Lobby lobby = new Lobby();

    // ---- opening ----

    @Test
    void bothHearOfTheMatchBeforeAnythingElse() {
        Tab ann = lobby.arrive("ann");
        Tab bob = lobby.arrive("bob");
        ann.emits("user:match");
        assertThat(ann.heard())
                .containsExactly("user:match:searching", "presence:searching_started", "user:match:no_users");
        bob.emits("user:match");

        assertThat(ann.heard()).containsExactly("user:matched", "room:user_joined", "room:user_joined");
        assertThat(bob.heard())
                .containsExactly("user:match:searching", "user:matched", "room:user_joined", "room:user_joined");
    }

    @Test
    void whoIsLostInTheMomentOfTheMatchIsAwayAfterIt() {
        Tab ann = lobby.arrive("ann");
        Tab bob = lobby.arrive("bob");
        ann.emits("user:match");
        lobby.afterSearch(ann::isLost);
        bob.emits("user:match");

        assertThat(bob.heard())
                .containsSubsequence("user:matched", "room:partner_away")
                .doesNotContainSubsequence("room:partner_away", "user:matched");
        lobby.advance(Lobby.GRACE);
        lobby.executor.runAll();
        assertThat(bob.heard()).containsExactly("room:user_left", "room:closed", "presence:user_offline");
        assertNoRoomIsLeft();
    }

    @Test
    void whoLeavesInTheMomentOfTheMatchIsMatchedFirstAndTheRoomIsClosedLast() {
        Tab ann = lobby.arrive("ann");
        Tab bob = lobby.arrive("bob");
        ann.emits("user:match");
        lobby.afterSearch(ann::disconnects);
        bob.emits("user:match");

        assertThat(bob.heard().stream().filter(event -> !event.equals("user:match:searching")))
                .containsExactly(
                        "user:matched",
                        "room:user_joined",
                        "room:user_joined",
                        "room:user_left",
                        "room:closed",
                        "presence:user_offline");
        assertNoRoomIsLeft();
    }

    @Test
    void nobodyHearsThatItSearchesAfterItWasMatched() {
        Tab ann = lobby.arrive("ann");
        Tab bob = lobby.arrive("bob");
        lobby.afterSearch(() -> lobby.onAnotherThread(() -> bob.emits("user:match")));
        ann.emits("user:match");
        lobby.join();

        assertThat(ann.heard())
                .containsExactly(
                        "user:match:searching",
                        "presence:searching_started",
                        "user:match:no_users",
                        "user:matched",
                        "room:user_joined",
                        "room:user_joined");
    }

    @Test
    void anOpeningThatComesTooLateDoesNotTouchTheNextRoom() {
        Tab ann = lobby.arrive("ann");
        Tab bob = lobby.arrive("bob");
        Tab eve = lobby.arrive("eve");
        ann.emits("user:match");
        lobby.afterSearch(() -> {
            ann.emits("leave-room");
            ann.emits("user:match");
            eve.emits("user:match");
        });
        bob.emits("user:match");

        assertThat(lobby.rooms.of("guest_ann"))
                .hasValueSatisfying(room -> assertThat(room.has("guest_eve")).isTrue());
        assertThat(lobby.rooms.of("guest_eve")).isPresent();
        assertThat(lobby.rooms.of("guest_bob")).isEmpty();
        assertThat(ann.heard().stream().filter(event -> event.equals("user:matched")))
                .hasSize(2);
        assertThat(bob.heard()).containsSubsequence("user:matched", "room:user_left", "room:closed");
    }

    // ---- away and back ----

    @Test
    void awayIsToldBeforeBackHoweverSoonTheGuestReturns() {
        Pair pair = pair();
        lobby.afterTimer(() -> lobby.onAnotherThread(() -> lobby.tab("ann")));
        pair.ann.isLost();
        lobby.join();

        assertThat(pair.bob.heard()).containsExactly("room:partner_away", "room:partner_back", "presence:user_online");
        lobby.advance(Lobby.GRACE);
        lobby.executor.runAll();
        assertThat(pair.bob.heard()).isEmpty();
        assertThat(lobby.rooms.of("guest_ann")).isPresent();
    }

    @Test
    void whoReturnsBetweenTheStepAndItsTellingIsBackAfterIt() {
        Pair pair = pair();
        lobby.afterDisconnect(() -> lobby.onAnotherThread(() -> lobby.tab("ann")));
        pair.ann.isLost();
        lobby.join();

        assertThat(pair.bob.heard()).containsExactly("room:partner_away", "room:partner_back", "presence:user_online");
        lobby.advance(Lobby.GRACE);
        lobby.executor.runAll();
        assertThat(lobby.rooms.of("guest_ann")).isPresent();
    }

    @Test
    void anAbsenceEndsWithTheRoom() {
        Pair pair = pair();
        lobby.afterDisconnect(() -> lobby.onAnotherThread(() -> pair.bob.emits("leave-room")));
        pair.ann.isLost();
        lobby.join();
        assertThat(pair.bob.heard()).containsExactly("room:partner_away", "room:user_left");

        assertThat(lobby.tab("ann").heard()).containsExactly("room:closed");
        lobby.advance(Lobby.GRACE);
        lobby.executor.runAll();
        assertThat(pair.bob.heard()).isEmpty();
        assertNoRoomIsLeft();
    }

    @Test
    void anAbsenceOfBeforeDoesNotEndTheNextOne() {
        Pair pair = pair();
        pair.ann.isLost();
        lobby.advance(Lobby.GRACE.minusSeconds(1));
        Tab again = lobby.tab("ann");
        again.isLost();
        lobby.advance(Duration.ofSeconds(2));
        lobby.executor.runAll();
        assertThat(pair.bob.heard())
                .containsExactly("room:partner_away", "room:partner_back", "presence:user_online", "room:partner_away");

        lobby.advance(Lobby.GRACE);
        lobby.executor.runAll();
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed", "presence:user_offline");
        assertNoRoomIsLeft();
    }

    @Test
    void whoComesAtTheLastMomentIsBack() {
        Pair pair = pair();
        pair.ann.isLost();
        Tab again = lobby.knocking("ann");
        lobby.advance(Lobby.GRACE);
        lobby.beforeClose(again::arrives);
        lobby.executor.runAll();

        assertThat(again.heard()).containsExactly("user:matched");
        assertThat(pair.bob.heard()).containsExactly("room:partner_away", "room:partner_back", "presence:user_online");
        assertThat(lobby.rooms.of("guest_ann")).isPresent();
    }

    @Test
    void whoComesAMomentTooLateIsTold() {
        Pair pair = pair();
        pair.ann.isLost();
        lobby.advance(Lobby.GRACE);
        lobby.executor.runAll();

        assertThat(lobby.tab("ann").heard()).containsExactly("room:closed");
        assertThat(pair.bob.heard()).containsOnlyOnce("room:closed");
        assertThat(lobby.tab("ann").heard()).as("once").isEmpty();
        assertNoRoomIsLeft();
    }

    @Test
    void whenBothWereLostEachIsToldOnReturning() {
        Pair pair = pair();
        pair.ann.isLost();
        pair.bob.isLost();
        lobby.advance(Lobby.GRACE);
        lobby.executor.runAll();

        assertNoRoomIsLeft();
        assertThat(lobby.tab("ann").messages())
                .singleElement()
                .asString()
                .contains("room:closed", "guest_bob", "partner_offline");
        assertThat(lobby.tab("bob").messages())
                .singleElement()
                .asString()
                .contains("room:closed", "guest_ann", "partner_offline");
        assertThat(lobby.tab("bob").heard()).as("once").isEmpty();
    }

    @Test
    void whoEndsItsSessionWhileAwayClosesTheRoomAtOnce() {
        Pair pair = pair();
        pair.ann.isLost();
        Room room = lobby.store.connections().end("session-ann").room().orElseThrow();
        lobby.rooms.close(room, new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.GONE));

        assertThat(pair.bob.heard()).containsExactly("room:partner_away", "room:user_left", "room:closed");
        assertNoRoomIsLeft();
    }

    @Test
    void whoDisconnectsOnPurposeIsNotToldOfTheEndLater() {
        Pair pair = pair();
        pair.ann.disconnects();
        assertThat(lobby.tab("ann").heard()).isEmpty();
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed", "presence:user_offline");
    }

    @Test
    void withoutGraceALostLineEndsTheRoomAtOnce() {
        Lobby strict = new Lobby(Duration.ZERO);
        Pair pair = pair(strict);
        pair.ann.isLost();
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed", "presence:user_offline");
        assertThat(strict.tab("ann").heard()).containsExactly("room:closed");
    }

    // ---- closing ----

    @Test
    void aRoomIsClosedAndCleanedUpOnce() {
        Pair pair = pair();
        lobby.beforeClose(() -> lobby.onAnotherThread(() -> pair.bob.emits("leave-room")));
        pair.ann.emits("leave-room");
        lobby.join();

        assertThat(lobby.cleaned).hasSize(1);
        assertThat(pair.ann.heard()).containsExactly("room:user_left");
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed", "refused");
        assertNoRoomIsLeft();
    }

    @Test
    void aTabThatOpensWhileTheRoomIsClosedDoesNotJoinIt() {
        Pair pair = pair();
        Tab second = lobby.knocking("ann");
        lobby.beforeClose(() -> lobby.onAnotherThread(second::arrives));
        pair.bob.emits("leave-room");
        lobby.join();

        assertThat(second.heard()).isEmpty();
        assertNoRoomIsLeft();
        assertThat(lobby.roomsOfSockets())
                .as("the rooms of the two guests' tabs only")
                .isEqualTo(2);
    }

    /** The news that the room was closed comes later than that of the next one, which this node has made itself. */
    @Test
    void aTabThatOpensWhileTheRoomIsClosedElsewhereHearsOnlyOfTheNextOne() {
        Stores other = lobby.memory.node("b", Runnable::run);
        other.leases().join();
        for (String name : List.of("ann", "carol")) {
            lobby.create(name);
            other.connections().connect("session-" + name, "guest_" + name, "there-" + name, 0);
            other.rooms().search("guest_" + name);
        }
        Room first = other.rooms().roomOf("guest_ann").orElseThrow();
        Tab dave = lobby.arrive("dave");
        Tab ann = lobby.knocking("ann");
        lobby.afterConnect(() -> {
            lobby.advance(Duration.ofSeconds(1));
            other.rooms().close(first, new Exit("guest_carol", ClosedReason.USER_LEFT, Exit.Kind.LEFT));
            other.rooms().search("guest_ann");
            lobby.tab("carol");
            lobby.onAnotherThread(() -> dave.emits("user:match"));
        });
        ann.arrives();
        lobby.join();
        lobby.rooms.inTurnOf("guest_carol", () -> true);

        assertThat(ann.messages().stream().filter(event -> event.contains("user:matched")))
                .singleElement()
                .asString()
                .contains("guest_dave")
                .doesNotContain("resumed");
        assertThat(dave.heard()).contains("user:matched");
    }

    @Test
    void theEndOfARoomIsToldBeforeTheNextOneBegins() {
        Pair pair = pair();
        Tab eve = lobby.arrive("eve");
        eve.emits("user:match");
        lobby.afterClose(() -> lobby.onAnotherThread(() -> pair.bob.emits("user:match")));
        pair.ann.emits("chat:clear");
        lobby.join();

        assertThat(pair.bob.heard().stream().filter(event -> !event.equals("user:match:searching")))
                .containsExactly(
                        "chat:cleared",
                        "room:user_left",
                        "room:closed",
                        "user:matched",
                        "room:user_joined",
                        "room:user_joined");
        assertThat(lobby.rooms.of("guest_bob")).isPresent();
        assertThat(lobby.rooms.of("guest_eve")).isPresent();
        assertThat(lobby.rooms.of("guest_ann")).isEmpty();
    }

    @Test
    void aMessageUnderWayDoesNotReachThePartnerWhoLeft() {
        Pair pair = pair();
        lobby.beforeClock(() -> pair.bob.emits("leave-room"));
        pair.ann.emits("chat:message", "{\"type\":\"text\",\"content\":\"wait\"}");

        assertThat(pair.bob.heard()).containsExactly("room:user_left");
        assertThat(pair.ann.heard()).containsExactly("room:user_left", "room:closed", "refused");
    }

    @Test
    void aNodeThatStopsForgetsItsRoomsAndClosesNone() {
        Pair pair = pair();
        pair.ann.isLost();
        lobby.rooms.stop();
        pair.bob.isLost();

        assertThat(lobby.rooms.isEmpty()).isTrue();
        assertThat(lobby.cleaned).isEmpty();
        assertThat(lobby.store.rooms().roomOf("guest_ann")).isPresent();
    }

    private record Pair(Tab ann, Tab bob) {}

    private Pair pair() {
        return pair(lobby);
    }

    private static Pair pair(Lobby where) {
        Pair pair = new Pair(where.arrive("ann"), where.arrive("bob"));
        pair.ann.emits("user:match");
        pair.bob.emits("user:match");
        pair.ann.messages();
        pair.bob.messages();
        return pair;
    }

    private void assertNoRoomIsLeft() {
        assertThat(lobby.rooms.isEmpty()).isTrue();
        assertThat(lobby.store.statistics().stats())
                .extracting(Stats::connectedUsers)
                .isEqualTo(0);
        assertThat(lobby.cleaned).hasSize(1);
    }
}
