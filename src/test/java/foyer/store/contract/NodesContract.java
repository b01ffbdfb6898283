package foyer.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.cluster.Lease;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.cluster.StoreUnavailableException;
import foyer.cluster.Whereabouts;
import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.Departed;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.RegisteredSocket;
import foyer.rest.Json;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.Step;
import foyer.room.StepJson;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one store: what they hear of each other, and what becomes of those that die. */
public abstract class NodesContract extends StoreContract {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Exit ANN_LEFT = new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.LEFT, true);

    private TestNode there;

    @BeforeEach
    void another() {
        there = node("there");
    }

    // ---- letters ----

    @Test
    void lettersArriveInTheirOrderAndNeverAtTheirSender() {
        TestNode third = node("third");
        List<Letter> sent =
                IntStream.range(0, 200).mapToObj(i -> letter("n" + i)).toList();
        sent.forEach(letter -> here.stores().bus().send(there.self(), letter));
        here.stores().bus().send(here.self(), letter("to itself"));
        here.stores().bus().send(new NodeId("nobody"), letter("to nobody"));

        assertThat(there.lettersFrom(here)).containsExactlyElementsOf(sent);
        assertThat(third.lettersFrom(here)).isEmpty();

        here.stores().bus().broadcast(letter("to all"));
        assertThat(third.lettersFrom(here)).containsExactly(letter("to all"));
        assertThat(there.lettersFrom(here)).endsWith(letter("to all"));
        assertThat(here.lettersFrom(third)).isEmpty();
    }

    @Test
    void whatIsSaidInARoomIsHeardBeforeItsEnd() {
        here.online("ann");
        there.online("bob");
        Room room = here.meet("ann", "bob");
        List<Letter> said = IntStream.range(0, 2_000)
                .mapToObj(i -> new Letter("tell", room.id(), "word " + i))
                .toList();
        said.forEach(letter -> here.stores().bus().send(there.self(), letter));
        here.stores().rooms().close(room, ANN_LEFT);

        List<Letter> heard = there.lettersFrom(here).stream()
                .filter(letter -> letter.kind().equals("tell") || letter.kind().equals("closed"))
                .toList();
        assertThat(heard).startsWith(said.toArray(Letter[]::new)).hasSize(said.size() + 1);
    }

    @Test
    void aLetterMayHoldAnyText() {
        Letter letter = new Letter("tell", "room", "{\"text\":\"two\\nlines\"}\nand \u0000 日本 \uD83D\uDE00");
        here.stores().bus().send(there.self(), letter);

        assertThat(there.lettersFrom(here)).containsExactly(letter);
    }

    @Test
    void theNodesOfAGuestHearOfItsComingAndGoing() {
        here.online("ann");
        Arrived arrived = there.arrive("ann", "there");
        assertThat(arrived.first()).isFalse();
        assertThat(arrived.places().nodes()).containsExactlyInAnyOrder(here.self(), there.self());
        there.arrive("ann", "there-2");
        there.disconnect("ann", "there-2", GRACE);
        there.disconnect("ann", "there", GRACE);

        List<Step> steps = steps(here, there);
        assertThat(steps).hasSize(2);
        Step.Here here1 = (Step.Here) steps.get(0);
        assertThat(here1.places()).isEqualTo(arrived.places());
        assertThat(here1.room()).isEmpty();
        assertThat(here1.back()).isFalse();
        Step.Gone gone = (Step.Gone) steps.get(1);
        assertThat(gone.userId()).isEqualTo("guest_ann");
        assertThat(gone.places().nodes()).containsExactly(here.self());
        assertThat(gone.places().version()).isGreaterThan(here1.places().version());
        assertThat(gone.away()).isFalse();
        assertThat(there.lettersFrom(here)).isEmpty();
    }

    @Test
    void theNodeOfThePartnerHearsOfEveryStepInItsOrder() {
        here.online("ann");
        there.online("bob");
        there.search("bob");
        Step.Opened opened = ((foyer.room.SearchOutcome.Matched) here.search("ann")).opened();
        Room room = opened.room();
        here.disconnect("ann", "ann-socket", GRACE);
        here.arrive("ann", "again");
        here.stores().rooms().close(room, ANN_LEFT);

        List<Step> steps = steps(there, here);
        assertThat(steps).extracting(Step::kind).containsExactly("opened", "gone", "here", "closed");
        assertThat(steps).extracting(Step::lane).containsOnly(room.id());
        assertThat(steps.get(0)).isEqualTo(opened);
        assertThat(opened.places().get("guest_ann").nodes()).containsExactly(here.self());
        Step.Gone gone = (Step.Gone) steps.get(1);
        assertThat(gone.room()).contains(room);
        assertThat(gone.away()).isTrue();
        assertThat(gone.grace()).isEqualTo(GRACE);
        assertThat(gone.places().nodes()).isEmpty();
        Step.Here back = (Step.Here) steps.get(2);
        assertThat(back.room()).contains(room);
        assertThat(back.back()).isTrue();
        assertThat(back.places().version()).isGreaterThan(gone.places().version());
        assertThat(steps.get(3)).isEqualTo(new Step.Closed(room, ANN_LEFT, Optional.empty()));
        assertThat(here.lettersFrom(there)).isEmpty();
    }

    @Test
    void theEndOfASessionIsToldToEachNodeWithItsSockets() {
        here.online("ann", "bob");
        there.arrive("ann", "there-1");
        there.arrive("ann", "there-2");
        here.meet("ann", "bob");
        int before = there.lettersFrom(here).size();

        assertThat(here.stores().connections().end("ann").sockets()).containsExactly("ann-socket");
        List<Letter> letters = there.lettersFrom(here);
        Letter ended = letters.get(before);
        assertThat(ended.kind()).isEqualTo("ended");
        assertThat(ended.lane()).isEqualTo("guest_ann");
        assertThat(Json.parse(ended.body()).getJsonArray("sockets").toString())
                .contains("there-1", "there-2")
                .doesNotContain("ann-socket");
        assertThat(there.disconnect("ann", "there-1")).isEqualTo(new DisconnectOutcome.NotRegistered());
        assertThat(there.stores().connections().registered()).isEmpty();
    }

    @Test
    void onlyTheNodeThatRegisteredASocketCanTakeItOff() {
        here.online("ann");

        assertThat(there.disconnect("ann", "ann-socket")).isEqualTo(new DisconnectOutcome.NotRegistered());
        assertThat(here.presence("ann").isOnline()).isTrue();
    }

    @Test
    void whereGuestsAreAndWhatIsRegisteredCanBeAsked() {
        here.online("ann", "bob");
        there.arrive("ann", "there");
        here.offline("bob");

        assertThat(here.stores().connections().whereabouts(List.of("guest_ann", "guest_bob", "guest_x")))
                .containsOnlyKeys("guest_ann")
                .hasEntrySatisfying(
                        "guest_ann", places -> assertThat(places.nodes()).isEqualTo(Set.of(here.self(), there.self())));
        assertThat(here.stores().connections().whereabouts(List.of())).isEmpty();
        assertThat(there.stores().connections().registered())
                .containsExactly(new RegisteredSocket("ann", "guest_ann", "there"));
    }

    // ---- leases ----

    @Test
    void aNodeThatRenewsInTimeKeepsWhatItHas() {
        there.online("ann");
        pass(StoreFixture.LEASE.minusMillis(500));
        assertThat(there.stores().leases().renew()).isEqualTo(Lease.HELD);
        here.stores().leases().renew();
        pass(StoreFixture.LEASE.minusMillis(500));
        here.stores().leases().renew();

        assertThat(here.stores().connections().reap(100)).isEmpty();
        assertThat(here.presence("ann").isOnline()).isTrue();
    }

    @Test
    void whatADeadNodeHadIsTakenOnceAndItsRoomsAreOverdue() {
        there.online("ann", "cid");
        here.online("bob");
        here.arrive("cid", "cid-here");
        there.search("ann");
        Room room = TestNode.matched(here.search("bob"));
        survive();

        assertThat(here.stores().connections().reap(100)).containsExactly(new Departed("guest_ann", Optional.of(room)));
        assertThat(here.stores().connections().reap(100)).isEmpty();
        assertThat(here.presence("ann").isOnline()).isFalse();
        assertThat(here.presence("cid").isOnline()).as("its other tab is here").isTrue();
        assertThat(here.stats()).isEqualTo(new Stats(3, 2, 2, 0, 1));

        pass(Duration.ofSeconds(1));
        assertThat(here.stores().rooms().overdue(10)).hasSize(1);
        assertThat(here.stores()
                        .rooms()
                        .closeIfAway(room, new Exit("guest_ann", ClosedReason.PARTNER_OFFLINE, Exit.Kind.LOST)))
                .isPresent();
        assertThat(there.stores().leases().renew()).isEqualTo(Lease.LOST);
        assertThatThrownBy(() -> there.connect("ann", "late")).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aDeadNodeIsTakenInPortionsAndCannotComeBackInBetween() {
        for (int i = 0; i < 25; i++) {
            there.online("guest" + i);
        }
        survive();

        assertThat(here.stores().connections().reap(10)).hasSize(10);
        assertThat(there.stores().leases().renew()).isEqualTo(Lease.LOST);
        assertThat(here.stores().connections().reap(10)).hasSize(10);
        assertThat(here.stores().connections().reap(10)).hasSize(5);
        assertThat(here.stores().connections().reap(10)).isEmpty();
        assertThat(here.stats()).isEqualTo(new Stats(25, 0, 0, 0, 0));
    }

    @Test
    void aNodeThatLostItsLeaseComesBackUnderAnotherId() {
        NodeId before = there.self();
        survive();
        here.stores().connections().reap(100);
        NodeId after = there.stores().leases().join();

        assertThat(after).isNotEqualTo(before).isEqualTo(there.self());
        there.online("ann");
        assertThat(here.stores()
                        .connections()
                        .whereabouts(List.of("guest_ann"))
                        .get("guest_ann")
                        .nodes())
                .containsExactly(after);
        here.stores().bus().send(before, letter("to the old"));
        here.stores().bus().send(after, letter("to the new"));
        assertThat(there.lettersFrom(here)).containsExactly(letter("to the new"));
    }

    @Test
    void whenEverybodyWasCutOffNobodyIsDeclaredDeadForALease() {
        there.online("ann");
        pass(StoreFixture.LEASE.multipliedBy(4));

        assertThat(here.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(here.stores().connections().reap(100)).isEmpty();
        assertThat(there.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(here.presence("ann").isOnline()).isTrue();

        pass(StoreFixture.LEASE.minusSeconds(1));
        here.stores().leases().renew();
        pass(Duration.ofSeconds(2));
        assertThat(here.stores().connections().reap(100)).hasSize(1);
    }

    @Test
    void whoLeavesIsTakenAtOnce() {
        there.online("ann");
        there.stores().leases().leave();
        there.stores().leases().leave();

        assertThat(here.stores().connections().reap(100)).containsExactly(new Departed("guest_ann", Optional.empty()));
    }

    // ---- the loss of all data ----

    @Test
    void afterTheLossOfAllDataEachNodePutsBackWhatItHas() {
        here.online("ann");
        there.online("bob");
        here.search("ann");
        Room room = TestNode.matched(there.search("bob"));
        var ann = here.held("ann", "ann-socket");
        var bob = there.held("bob", "bob-socket");
        NodeId before = here.self();
        store.clear();

        assertThat(here.stores().leases().renew()).isEqualTo(Lease.EMPTIED);
        assertThat(here.self()).isEqualTo(before);
        here.stores().guests().restore(List.of(ann.session()));
        assertThat(here.stores().connections().restore(List.of(ann, bob))).containsExactly("bob-socket");
        here.stores().rooms().restore(List.of(room), GRACE);
        assertThat(here.stats().onlineUsers()).isEqualTo(1);

        assertThat(there.stores().leases().renew()).isEqualTo(Lease.EMPTIED);
        assertThat(here.stores().leases().renew()).isEqualTo(Lease.HELD);
        for (int twice = 0; twice < 2; twice++) {
            there.stores().guests().restore(List.of(bob.session()));
            assertThat(there.stores().connections().restore(List.of(bob))).isEmpty();
            there.stores().rooms().restore(List.of(room), GRACE);
        }

        assertThat(here.stats()).isEqualTo(new Stats(2, 2, 2, 0, 1));
        assertThat(here.stores().rooms().roomOf("guest_bob")).contains(room);
        assertThat(here.presence("bob").connectedUser()).contains("guest_ann");
        assertThat(here.presence("ann").connectedUser()).contains("guest_bob");
        pass(GRACE.plusSeconds(2));
        assertThat(here.stores().rooms().overdue(10)).as("both are here").isEmpty();
        assertThat(here.stores().rooms().close(room, ANN_LEFT)).isPresent();
    }

    @Test
    void aMemberWhoIsNotPutBackIsAwayFromTheRoomThatIs() {
        here.online("ann", "bob");
        Room room = here.meet("ann", "bob");
        var ann = here.held("ann", "ann-socket");
        store.clear();
        here.stores().leases().renew();
        here.stores().guests().restore(List.of(ann.session()));
        here.stores().connections().restore(List.of(ann));
        here.stores().rooms().restore(List.of(room), GRACE);

        assertThat(here.stores().rooms().overdue(10)).isEmpty();
        pass(GRACE.plusSeconds(2));
        assertThat(here.stores().rooms().overdue(10)).hasSize(1);
    }

    @Test
    void nobodyHearsOfAnAbsenceThatWasNoneWhenARoomIsPutBack() {
        here.online("ann");
        there.online("bob");
        here.search("ann");
        Room room = TestNode.matched(there.search("bob"));
        var ann = here.held("ann", "ann-socket");
        int before = there.lettersFrom(here).size();
        store.clear();
        there.stores().leases().renew();
        here.stores().leases().renew();
        there.stores().guests().restore(List.of(there.create("bob")));
        there.arrive("bob", "bob-socket");
        here.stores().guests().restore(List.of(ann.session()));
        here.stores().rooms().restore(List.of(room), GRACE);

        assertThat(here.arrive("ann", "ann-socket").room())
                .hasValueSatisfying(current -> assertThat(current.back()).isFalse());
        assertThat(steps(there, here).subList(before, before + 1))
                .allSatisfy(step -> assertThat(((Step.Here) step).back()).isFalse());
        here.disconnect("ann", "ann-socket", GRACE);
        assertThat(here.arrive("ann", "again").room())
                .hasValueSatisfying(current -> assertThat(current.back()).isTrue());
    }

    @Test
    void nothingIsLeftWhenEverybodyHasGone() {
        here.online("ann", "bob");
        there.online("cid", "dan");
        here.meet("ann", "bob");
        there.search("cid");
        Room room = here.stores().rooms().roomOf("guest_ann").orElseThrow();
        here.stores().rooms().close(room, ANN_LEFT);
        for (String name : List.of("ann", "bob", "cid", "dan")) {
            here.stores().connections().end(name);
        }

        assertThat(here.stats()).isEqualTo(Stats.NOBODY);
        assertThat(here.stores()
                        .connections()
                        .whereabouts(List.of("guest_cid"))
                        .getOrDefault("guest_cid", Whereabouts.UNKNOWN))
                .isEqualTo(Whereabouts.UNKNOWN);
        // Who waited, and has gone, may be forgotten only now.
        here.stores().rooms().matchPatient();
        assertThat(store.isEmpty()).isTrue();
    }

    /** The other node's lease runs out, this one's does not. */
    private void survive() {
        for (int third = 0; third < 3; third++) {
            pass(StoreFixture.LEASE.dividedBy(3));
            here.stores().leases().renew();
        }
        pass(Duration.ofMillis(1));
    }

    private static List<Step> steps(TestNode at, TestNode from) {
        return at.lettersFrom(from).stream().map(StepJson::read).toList();
    }

    private static Letter letter(String body) {
        return new Letter("test", "lane", body);
    }
}
