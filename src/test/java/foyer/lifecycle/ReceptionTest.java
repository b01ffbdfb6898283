package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.cluster.Places;
import foyer.edge.RateLimit;
import foyer.edge.RateLimiter;
import foyer.edge.Tally;
import foyer.engineio.CloseReason;
import foyer.engineio.EngineOptions;
import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.room.RoomSettings;
import foyer.room.Rooms;
import foyer.socketio.InMemoryConnection;
import foyer.socketio.ManualTimers;
import foyer.socketio.Namespace;
import foyer.socketio.SocketIoOptions;
import foyer.socketio.SocketIoServer;
import foyer.stats.Stats;
import foyer.stats.StatsBroadcaster;
import foyer.stats.StatsSettings;
import foyer.store.memory.MemoryStore;
import foyer.testing.ManualExecutor;
import foyer.token.SigningKey;
import foyer.token.TokenIssuer;
import foyer.token.TokenSettings;
import foyer.token.TokenSubject;
import foyer.token.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The moments between CONNECT and its answer, and what may happen in each. */
class ReceptionTest {

    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final RoomSettings ROOMS = new RoomSettings(Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final TokenSubject GUEST = new TokenSubject("guest_1", "session-1", "Panda");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final ManualTimers timers = new ManualTimers();
    private final ManualExecutor executor = new ManualExecutor();
    private final Stores store =
            new MemoryStore(LIFETIME, ROOMS.widenAfter(), Duration.ofSeconds(15), clock).node("a", Runnable::run);
    private final Interrupted connections = new Interrupted(store.connections());
    private final Register register = new Register();
    private final SigningKey key = SigningKey.generate();
    private final TokenSettings tokens = new TokenSettings(Optional.empty(), LIFETIME, "foyer", "foyer-clients", false);
    private final StatsBroadcaster stats = new StatsBroadcaster(
            store.statistics(),
            new StatsSettings(Duration.ofSeconds(1), 10),
            clock,
            timers,
            executor,
            message -> 0,
            () -> {});
    private final Rooms rooms = new Rooms(
            store.rooms(),
            ROOMS,
            stats,
            this::everybody,
            new Places(store.leases()::self),
            store.bus(),
            room -> {},
            timers,
            executor,
            clock);
    private final Measures measures = new Measures(Timings.NONE);
    private final Departures departures = new Departures(connections, register, rooms, stats, measures, clock);
    private final Reception reception = new Reception(
            new LifecycleServices(
                    new LifecycleSettings(EngineOptions.defaults(), SocketIoOptions.defaults(), ROOMS, 0, 0, 1, 0),
                    new ClientEvents(measures),
                    departures,
                    measures,
                    timers,
                    executor,
                    clock),
            connections,
            new HandshakeToken(false),
            new TokenVerifier(key, tokens, clock),
            new RateLimiter(RateLimit.perMinute(0), 1, System::nanoTime),
            new Tally(),
            register,
            rooms,
            stats);
    private final SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), timers);
    private final Namespace main = server.namespace("/", reception);
    private final InMemoryConnection connection = new InMemoryConnection(server);

    private Namespace everybody() {
        return main;
    }

    @BeforeEach
    void begin() {
        store.leases().join();
        store.guests()
                .create(new GuestSession(
                        GUEST.sessionId(),
                        GUEST.userId(),
                        GUEST.username(),
                        Profile.EMPTY,
                        Optional.empty(),
                        now,
                        now.plus(LIFETIME)));
    }

    @AfterEach
    void nothingIsLeft() {
        connection.close(CloseReason.TRANSPORT_CLOSE);
        executor.runAll();
        assertThat(main.size()).isZero();
        assertThat(register.size()).isZero();
        assertThat(store.statistics().stats())
                .extracting(Stats::activeUsers, Stats::onlineUsers)
                .containsExactly(0, 0);
    }

    @Test
    void aGuestIsLetInAndTheFirstThingItHearsIsWhoItIs() {
        knock();
        assertThat(connection.takeSent())
                .as("the store is not asked on the container's thread")
                .isEmpty();
        executor.runAll();

        List<String> sent = connection.takeSent();
        assertThat(sent.get(0)).startsWith("0{\"sid\":");
        assertThat(sent.get(1))
                .startsWith("2[\"connection:established\",{\"userId\":\"guest_1\",\"username\":\"Panda\",\"socketId\":")
                .contains("\"sessionId\":\"session-1\",\"isGuest\":true,\"recovered\":false");
        assertThat(main.rooms()).isEqualTo(1);
        assertThat(store.statistics().stats()).extracting(Stats::onlineUsers).isEqualTo(1);
    }

    @Test
    void aSessionThatEndsWhileTheSocketIsBeingRegisteredSendsItAway() {
        connections.afterConnect =
                () -> departures.sessionEnded(GUEST.sessionId(), GUEST.userId(), DisconnectReason.SESSION_ENDED);
        knock();
        executor.runAll();

        assertSentAway();
    }

    @Test
    void aSessionThatEndsWhileTheSocketIsBeingAnsweredSendsItAway() {
        knock();
        connection.beforeSending(
                () -> departures.sessionEnded(GUEST.sessionId(), GUEST.userId(), DisconnectReason.SESSION_ENDED));
        executor.runAll();

        assertSentAway();
    }

    private void assertSentAway() {
        assertThat(connection.takeSent()).last().isEqualTo("1");
        assertThat(main.size()).isZero();
        assertThat(connection.closeReason()).isEmpty();
        timers.advance(FAREWELL);
        assertThat(connection.closeReason()).hasValue(DisconnectReason.SESSION_ENDED.closeReason());
    }

    @Test
    void aClientThatHasGoneMeanwhileIsOfflineAgain() {
        connections.afterConnect = () -> connection.close(CloseReason.TRANSPORT_CLOSE);
        knock();
        executor.runAll();

        assertThat(connection.takeSent()).isEmpty();
        assertThat(connections.disconnects).isEqualTo(1);
    }

    @Test
    void aClientThatGoesWhileItIsBeingAnsweredIsSignedOffOnce() {
        knock();
        connection.beforeSending(() -> connection.close(CloseReason.TRANSPORT_CLOSE));
        executor.runAll();

        assertThat(connections.disconnects).isEqualTo(1);
    }

    @Test
    void whoIsRefusedIsNotKept() {
        knock();
        executor.runAll();
        connection.takeSent();
        InMemoryConnection second = new InMemoryConnection(server);
        second.text("0{\"token\":\"" + token() + "\"}");
        executor.runAll();

        assertThat(second.takeSent())
                .containsExactly("4{\"message\":\"Rate limit exceeded\","
                        + "\"data\":{\"code\":\"RATE_LIMITED\",\"retryAfterMs\":10000}}");
        assertThat(register.size()).isEqualTo(1);
        second.close(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void aStoreThatFailsRefusesAndNothingIsKept() {
        connections.afterConnect = () -> {
            connections.end(GUEST.sessionId());
            throw new IllegalStateException("on purpose");
        };
        knock();
        executor.runAll();

        assertThat(connection.takeSent())
                .containsExactly(
                        "4{\"message\":\"Service temporarily unavailable\",\"data\":{\"code\":\"UNAVAILABLE\"}}");
        assertThat(register.size()).isZero();
    }

    @Test
    void aNodeThatDrainsRefusesEverybodyAndAsksNobody() {
        reception.drain();
        knock();

        assertThat(executor.size()).isZero();
        assertThat(connection.takeSent())
                .containsExactly("4{\"message\":\"Server is shutting down\",\"data\":{\"code\":\"DRAINING\"}}");
    }

    @Test
    void aServerThatStopsRefusesRatherThanKeepingThemWaiting() {
        executor.stop();
        knock();

        assertThat(connection.takeSent()).singleElement().asString().contains("UNAVAILABLE");
    }

    private void knock() {
        connection.text("0{\"token\":\"" + token() + "\"}");
    }

    private String token() {
        return new TokenIssuer(key, tokens, clock).issue(GUEST).value();
    }

    /** The store, and something that happens just after it has registered a socket. */
    private static final class Interrupted extends ConnectionsDecorator {

        private Runnable afterConnect = () -> {};
        private int disconnects;

        Interrupted(ConnectionStore store) {
            super(store);
        }

        @Override
        public ConnectOutcome connect(String sessionId, String userId, String socketId, int maxSockets) {
            ConnectOutcome outcome = super.connect(sessionId, userId, socketId, maxSockets);
            afterConnect.run();
            return outcome;
        }

        @Override
        public DisconnectOutcome disconnect(String sessionId, String userId, String socketId, Duration grace) {
            disconnects++;
            return super.disconnect(sessionId, userId, socketId, grace);
        }
    }
}
