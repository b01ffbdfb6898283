package foyer.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.lifecycle.ConnectOutcome;
import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.Stores;
import foyer.presence.Presence;
import foyer.stats.OnlineUser;
import foyer.stats.Snapshot;
import foyer.stats.Stats;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final int ANY = 0;

    private Instant now = T0;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final MemoryStore memory = new MemoryStore(LIFETIME, Duration.ofSeconds(5), Duration.ofSeconds(15), clock);
    private final Stores store = memory.node("a", Runnable::run);

    @Test
    void aNewSessionIsFoundAndItsGuestIsOffline() {
        GuestSession session = create("s1");

        assertThat(store.guests().find("s1")).contains(session);
        assertThat(store.presences().find("guest_s1")).contains(Presence.offline("guest_s1", T0));
        assertThat(store.statistics().stats()).isEqualTo(new Stats(1, 0, 0, 0, 0));
    }

    @Test
    void theFirstSocketBringsTheGuestOnlineAndTheSecondChangesNothingButTheSockets() {
        create("s1");

        assertThat(connect("s1", "a", T0.plusSeconds(1))).isInstanceOfSatisfying(Arrived.class, arrived -> {
            assertThat(arrived.first()).isTrue();
            assertThat(arrived.presence().isOnline()).isTrue();
            assertThat(arrived.presence().lastSeen()).isEqualTo(T0.plusSeconds(1));
        });
        assertThat(connect("s1", "b", T0.plusSeconds(2)))
                .isInstanceOfSatisfying(
                        Arrived.class, arrived -> assertThat(arrived.first()).isFalse());
        assertThat(store.statistics().stats()).isEqualTo(new Stats(1, 1, 2, 0, 0));
    }

    @Test
    void connectingTwiceWithOneSocketCountsItOnce() {
        create("s1");
        connect("s1", "a", T0);
        connect("s1", "a", T0);

        assertThat(store.statistics().stats().activeUsers()).isEqualTo(1);
    }

    @Test
    void aConnectExtendsTheSession() {
        create("s1");
        Instant late = T0.plus(LIFETIME).minusSeconds(1);

        connect("s1", "a", late);
        disconnect("s1", "a", late);

        now = late.plus(LIFETIME).minusSeconds(1);
        assertThat(store.guests().find("s1")).isPresent();
        now = late.plus(LIFETIME);
        assertThat(store.guests().find("s1")).isEmpty();
    }

    @Test
    void closingOneOfTwoSocketsChangesNothingForTheGuest() {
        create("s1");
        connect("s1", "a", T0);
        connect("s1", "b", T0);

        assertThat(disconnect("s1", "a", T0)).isEqualTo(new DisconnectOutcome.StillOnline());
        assertThat(store.presences().find("guest_s1").orElseThrow().isOnline()).isTrue();
    }

    @Test
    void closingTheLastSocketTakesTheGuestOfflineOnce() {
        create("s1");
        connect("s1", "a", T0);
        store.rooms().search("guest_s1");

        assertThat(disconnect("s1", "a", T0.plusSeconds(9))).isEqualTo(new DisconnectOutcome.Last(Optional.empty()));
        assertThat(disconnect("s1", "a", T0.plusSeconds(10))).isEqualTo(new DisconnectOutcome.NotRegistered());
        assertThat(store.presences().find("guest_s1")).contains(Presence.offline("guest_s1", T0.plusSeconds(9)));
        assertThat(store.statistics().stats()).isEqualTo(new Stats(1, 0, 0, 0, 0));
    }

    @Test
    void aSessionHasNoMoreSocketsThanItMay() {
        create("s1");
        store.connections().connect("s1", "guest_s1", "a", 1);

        assertThat(store.connections().connect("s1", "guest_s1", "b", 1))
                .isEqualTo(new ConnectOutcome.TooManySockets());
        assertThat(store.connections().connect("s1", "guest_s1", "a", 1)).isInstanceOf(Arrived.class);
        assertThat(store.statistics().stats().activeUsers()).isEqualTo(1);
    }

    @Test
    void nobodyConnectsToASessionThatIsUnknownDeletedOrExpired() {
        create("deleted");
        store.guests().delete("deleted");
        create("expired");

        assertThat(connect("unknown", "a", T0)).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(connect("deleted", "a", T0)).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(connect("expired", "a", T0.plus(LIFETIME))).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(store.statistics().stats().activeUsers()).isZero();
    }

    @Test
    void endingASessionGivesItsSocketsToOneCallerOnly() {
        create("s1");
        connect("s1", "a", T0);
        connect("s1", "b", T0);

        assertThat(store.connections().end("s1").sockets()).containsExactly("a", "b");
        assertThat(store.connections().end("s1").sockets()).isEmpty();
        assertThat(disconnect("s1", "a", T0)).isEqualTo(new DisconnectOutcome.NotRegistered());
        assertThat(memory.isEmpty()).isTrue();
        assertThat(store.statistics().stats()).isEqualTo(Stats.NOBODY);
    }

    @Test
    void aDeletedSessionKeepsItsSocketsUntilItIsEnded() {
        GuestSession session = create("s1");
        connect("s1", "a", T0);

        assertThat(store.guests().delete("s1")).map(GuestSession::userId).contains(session.userId());
        assertThat(store.guests().delete("s1")).isEmpty();
        assertThat(store.guests().find("s1")).isEmpty();
        assertThat(store.guests().extend("s1")).isEmpty();
        assertThat(connect("s1", "b", T0)).isEqualTo(new ConnectOutcome.SessionGone());
        assertThat(store.connections().end("s1").sockets()).containsExactly("a");
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void aDeletedSessionIsForgottenWithItsLastSocket() {
        create("s1");
        connect("s1", "a", T0);
        store.guests().delete("s1");

        assertThat(disconnect("s1", "a", T0)).isEqualTo(new DisconnectOutcome.Last(Optional.empty()));
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void expiredSessionsAreRemovedAndThoseOnlineStay() {
        create("old");
        create("online");
        connect("online", "a", T0);
        create("extended");
        now = T0.plusSeconds(1);
        store.guests().extend("extended");

        now = T0.plus(LIFETIME);
        assertThat(store.guests().removeExpired()).isEqualTo(1);
        assertThat(store.statistics().stats().totalUsers()).isEqualTo(2);

        disconnect("online", "a", T0.plus(LIFETIME));
        now = T0.plus(LIFETIME).plusSeconds(1);
        assertThat(store.guests().removeExpired()).isEqualTo(2);
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void aSessionOnlineOutlivesItsTime() {
        create("s1");
        connect("s1", "a", T0);

        now = T0.plus(LIFETIME).plusSeconds(1);
        assertThat(store.guests().find("s1")).isPresent();
    }

    @Test
    void theProfileTakesOverWhatIsGivenAndKeepsTheRest() {
        create("s1");
        store.guests().updateProfile("s1", new Profile(Optional.of("Rome"), Optional.empty(), Optional.of("it")));
        store.guests().updateProfile("s1", new Profile(Optional.of("Oslo"), Optional.empty(), Optional.empty()));

        assertThat(store.guests().find("s1").orElseThrow().profile())
                .isEqualTo(new Profile(Optional.of("Oslo"), Optional.empty(), Optional.of("it")));
    }

    @Test
    void theDeviceIsTakenOver() {
        create("s1");

        assertThat(store.guests().updateDevice("s1", "phone"))
                .flatMap(GuestSession::deviceId)
                .contains("phone");
    }

    @Test
    void aHeartbeatRefreshesLastSeenAndNeverSetsItBack() {
        create("s1");
        now = T0.plusSeconds(5);
        store.presences().seen("guest_s1");
        now = T0.plusSeconds(3);
        store.presences().seen("guest_s1");

        assertThat(store.presences().find("guest_s1").orElseThrow().lastSeen()).isEqualTo(T0.plusSeconds(5));
    }

    @Test
    void onlyAGuestWhoIsOnlineSearches() {
        create("s1");
        store.rooms().search("guest_s1");
        assertThat(store.statistics().stats().availableUsers()).isZero();

        connect("s1", "a", T0);
        store.rooms().search("guest_s1");
        assertThat(store.statistics().stats().availableUsers()).isEqualTo(1);
        assertThat(store.statistics().available(10).users())
                .extracting(OnlineUser::username)
                .containsExactly("name_s1");

        store.rooms().cancel("guest_s1");
        assertThat(store.statistics().available(10).users()).isEmpty();
    }

    @Test
    void theSnapshotListsTheLatestOnlineFirstAndTellsWhenItIsCutShort() {
        for (int i = 1; i <= 5; i++) {
            create("s" + i);
            connect("s" + i, "socket" + i, T0);
        }
        connect("s1", "another", T0);
        disconnect("s2", "socket2", T0);

        Snapshot snapshot = store.statistics().snapshot(3);

        assertThat(snapshot.onlineUsers())
                .extracting(OnlineUser::username)
                .containsExactly("name_s5", "name_s4", "name_s3");
        assertThat(snapshot.truncated()).isTrue();
        assertThat(snapshot.online().total()).isEqualTo(4);
        assertThat(store.statistics().snapshot(4).truncated()).isFalse();
    }

    @Test
    void aGuestWhoComesBackIsTheLatest() {
        create("s1");
        create("s2");
        connect("s1", "a", T0);
        connect("s2", "b", T0);
        disconnect("s1", "a", T0);
        connect("s1", "c", T0);

        assertThat(store.statistics().snapshot(1).onlineUsers())
                .extracting(OnlineUser::username)
                .containsExactly("name_s1");
    }

    @Test
    void presenceOfAnUnknownUserIsEmpty() {
        assertThat(store.presences().find("guest_x")).isEmpty();
        assertThat(store.presences().seen("guest_x")).isEmpty();
    }

    @BeforeEach
    void join() {
        store.leases().join();
    }

    private GuestSession create(String sessionId) {
        GuestSession session = new GuestSession(
                sessionId,
                "guest_" + sessionId,
                "name_" + sessionId,
                Profile.EMPTY,
                Optional.empty(),
                T0,
                T0.plus(LIFETIME));
        store.guests().create(session);
        return session;
    }

    private ConnectOutcome connect(String sessionId, String socketId, Instant time) {
        now = time;
        return store.connections().connect(sessionId, "guest_" + sessionId, socketId, ANY);
    }

    private DisconnectOutcome disconnect(String sessionId, String socketId, Instant time) {
        now = time;
        return store.connections().disconnect(sessionId, "guest_" + sessionId, socketId, Duration.ZERO);
    }
}
