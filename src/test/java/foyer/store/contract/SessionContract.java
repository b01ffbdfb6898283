package foyer.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.GuestSession;
import foyer.guest.GuestStore;
import foyer.guest.Profile;
import foyer.lifecycle.ConnectOutcome;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.EndOutcome;
import foyer.presence.Presence;
import foyer.stats.OnlineUser;
import foyer.stats.Snapshot;
import foyer.stats.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions, the sockets of one node, presence and the counts. */
public abstract class SessionContract extends StoreContract {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aNewSessionIsFoundAndItsGuestIsOffline() {
        GuestSession session = here.create("ann");

        assertThat(guests().find("ann")).contains(session);
        assertThat(here.presence("ann")).isEqualTo(Presence.offline("guest_ann", session.createdAt()));
        assertThat(here.stats()).isEqualTo(new Stats(1, 0, 0, 0, 0));
    }

    @Test
    void everythingAGuestSaysIsKeptAsItSaysIt() {
        GuestSession session = new GuestSession(
                "ann",
                "guest_ann",
                "ann",
                new Profile(Optional.of("Zürich \"Nord\"\n日本"), Optional.of("</script>\\"), Optional.of("ÄÖ")),
                Optional.of("a device"),
                Instant.ofEpochMilli(1_700_000_000_123L),
                Instant.now().plus(StoreFixture.LIFETIME).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        guests().create(session);

        assertThat(guests().find("ann")).contains(session);
    }

    @Test
    void theFirstSocketBringsTheGuestOnlineAndTheSecondChangesNothingButTheSockets() {
        Instant created = here.create("ann").createdAt();

        ConnectOutcome.Arrived arrived = here.arrive("ann", "a");
        assertThat(arrived.first()).isTrue();
        assertThat(arrived.presence().isOnline()).isTrue();
        assertThat(arrived.presence().lastSeen()).isAfterOrEqualTo(created);
        assertThat(arrived.places().nodes()).containsExactly(here.self());
        assertThat(arrived.room()).isEmpty();
        assertThat(arrived.missed()).isEmpty();

        assertThat(here.arrive("ann", "b").first()).isFalse();
        assertThat(here.stats()).isEqualTo(new Stats(1, 1, 2, 0, 0));
    }

    @Test
    void connectingTwiceWithOneSocketCountsItOnce() {
        here.create("ann");
        here.arrive("ann", "a");
        here.arrive("ann", "a");

        assertThat(here.stats().activeUsers()).isEqualTo(1);
    }

    @Test
    void aConnectExtendsTheSession() {
        here.create("ann");
        pass(StoreFixture.LIFETIME.minus(SECOND));
        here.arrive("ann", "a");
        here.disconnect("ann", "a");

        pass(StoreFixture.LIFETIME.minus(SECOND));
        assertThat(guests().find("ann")).isPresent();
        pass(SECOND);
        assertThat(guests().find("ann")).isEmpty();
    }

    @Test
    void closingOneOfTwoSocketsChangesNothingForTheGuest() {
        here.create("ann");
        here.arrive("ann", "a");
        here.arrive("ann", "b");

        assertThat(here.disconnect("ann", "a")).isEqualTo(new DisconnectOutcome.StillOnline());
        assertThat(here.presence("ann").isOnline()).isTrue();
        assertThat(here.stats().activeUsers()).isEqualTo(1);
    }

    @Test
    void closingTheLastSocketTakesTheGuestOfflineOnce() {
        here.online("ann");
        here.search("ann");
        pass(SECOND);
        Instant before = here.presence("ann").lastSeen();

        assertThat(here.disconnect("ann", "ann-socket")).isEqualTo(new DisconnectOutcome.Last(Optional.empty()));
        assertThat(here.disconnect("ann", "ann-socket")).isEqualTo(new DisconnectOutcome.NotRegistered());
        assertThat(here.presence("ann").isOnline()).isFalse();
        assertThat(here.presence("ann").isSearching()).isFalse();
        assertThat(here.presence("ann").lastSeen()).isAfter(before);
        assertThat(here.stats()).isEqualTo(new Stats(1, 0, 0, 0, 0));
    }

    @Test
    void aSessionHasNoMoreSocketsThanItMay() {
        here.create("ann");
        here.stores().connections().connect("ann", "guest_ann", "a", 1);

        assertThat(here.stores().connections().connect("ann", "guest_ann", "b", 1))
                .isEqualTo(new ConnectOutcome.TooManySockets());
        assertThat(here.stores().connections().connect("ann", "guest_ann", "a", 1))
                .isInstanceOf(ConnectOutcome.Arrived.class);
        assertThat(here.stats().activeUsers()).isEqualTo(1);
    }

    @Test
    void nobodyConnectsToASessionThatIsUnknownDeletedOrExpired() {
        here.create("deleted");
        guests().delete("deleted");
        here.create("expired");
        pass(StoreFixture.LIFETIME);

        assertThat(here.connect("unknown", "a")).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(here.connect("deleted", "a")).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(here.connect("expired", "a")).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(here.stats().activeUsers()).isZero();
    }

    @Test
    void endingASessionGivesItsSocketsToOneCallerOnly() {
        here.create("ann");
        here.arrive("ann", "a");
        here.arrive("ann", "b");

        EndOutcome ended = here.stores().connections().end("ann");
        assertThat(ended.sockets()).containsExactlyInAnyOrder("a", "b");
        assertThat(ended.room()).isEmpty();
        assertThat(here.stores().connections().end("ann").sockets()).isEmpty();
        assertThat(here.disconnect("ann", "a")).isEqualTo(new DisconnectOutcome.NotRegistered());
        assertThat(here.stats()).isEqualTo(Stats.NOBODY);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aDeletedSessionKeepsItsSocketsUntilItIsEnded() {
        here.online("ann");

        assertThat(guests().delete("ann")).map(GuestSession::userId).contains("guest_ann");
        assertThat(guests().delete("ann")).isEmpty();
        assertThat(guests().find("ann")).isEmpty();
        assertThat(guests().extend("ann")).isEmpty();
        assertThat(here.connect("ann", "b")).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(here.stats()).isEqualTo(new Stats(0, 1, 1, 0, 0));
        assertThat(here.stores().connections().end("ann").sockets()).containsExactly("ann-socket");
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aDeletedSessionIsForgottenWithItsLastSocket() {
        here.online("ann");
        guests().delete("ann");

        here.offline("ann");
        assertThat(here.stores().presences().find("guest_ann")).isEmpty();
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void expiredSessionsAreRemovedAndThoseOnlineStay() {
        here.create("old");
        here.online("online");
        here.create("extended");
        pass(SECOND);
        guests().extend("extended");

        pass(StoreFixture.LIFETIME.minus(SECOND));
        assertThat(guests().removeExpired()).isEqualTo(1);
        assertThat(here.stats().totalUsers()).isEqualTo(2);

        here.offline("online");
        pass(SECOND);
        assertThat(guests().removeExpired()).isLessThanOrEqualTo(2);
        assertThat(here.stats()).isEqualTo(Stats.NOBODY);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void aSessionOnlineOutlivesItsTime() {
        here.online("ann");
        pass(StoreFixture.LIFETIME.plus(SECOND));
        guests().removeExpired();

        assertThat(guests().find("ann")).isPresent();
        assertThat(here.stats().totalUsers()).isEqualTo(1);
    }

    @Test
    void theProfileTakesOverWhatIsGivenAndKeepsTheRest() {
        here.create("ann");
        guests().updateProfile("ann", new Profile(Optional.of("Rome"), Optional.empty(), Optional.of("it")));
        guests().updateProfile("ann", new Profile(Optional.of("Oslo"), Optional.empty(), Optional.empty()));

        assertThat(guests().find("ann").orElseThrow().profile())
                .isEqualTo(new Profile(Optional.of("Oslo"), Optional.empty(), Optional.of("it")));
        assertThat(guests().updateProfile("nobody", Profile.EMPTY)).isEmpty();
    }

    @Test
    void theDeviceIsTakenOver() {
        here.create("ann");

        assertThat(guests().updateDevice("ann", "phone"))
                .flatMap(GuestSession::deviceId)
                .contains("phone");
    }

    @Test
    void aHeartbeatRefreshesLastSeen() {
        here.create("ann");
        pass(SECOND);
        Instant before = here.presence("ann").lastSeen();

        assertThat(here.stores().presences().seen("guest_ann"))
                .hasValueSatisfying(presence -> assertThat(presence.lastSeen()).isAfter(before));
        assertThat(here.presence("ann").lastSeen()).isAfter(before);
    }

    @Test
    void theSnapshotListsTheLatestOnlineFirstAndTellsWhenItIsCutShort() {
        here.online("one", "two", "three", "four", "five");
        here.arrive("one", "another");
        here.offline("two");

        Snapshot snapshot = here.stores().statistics().snapshot(3);

        assertThat(snapshot.onlineUsers()).extracting(OnlineUser::username).containsExactly("five", "four", "three");
        assertThat(snapshot.truncated()).isTrue();
        assertThat(snapshot.online().total()).isEqualTo(4);
        assertThat(here.stores().statistics().snapshot(4).truncated()).isFalse();
    }

    @Test
    void aGuestWhoComesBackIsTheLatest() {
        here.online("ann", "bob");
        here.offline("ann");
        here.arrive("ann", "again");

        assertThat(here.stores().statistics().snapshot(1).onlineUsers())
                .extracting(OnlineUser::username)
                .containsExactly("ann");
    }

    @Test
    void thoseWhoSearchAreListedTheLatestFirst() {
        here.online("ann", "bob");
        here.speaks("ann", "fr");
        here.speaks("bob", "de");
        here.search("ann");
        here.search("bob");

        assertThat(here.stores().statistics().available(1).users())
                .extracting(OnlineUser::username)
                .containsExactly("bob");
        assertThat(here.stores().statistics().available(1).total()).isEqualTo(2);
        here.stores().rooms().cancel("guest_bob");
        assertThat(here.stores().statistics().available(9).users())
                .extracting(OnlineUser::username)
                .containsExactly("ann");
    }

    @Test
    void presenceOfAnUnknownUserIsEmpty() {
        assertThat(here.stores().presences().find("guest_x")).isEmpty();
        assertThat(here.stores().presences().seen("guest_x")).isEmpty();
    }

    private GuestStore guests() {
        return here.stores().guests();
    }
}
