package foyer.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.cluster.Places;
import foyer.edge.EventRefused;
import foyer.engineio.CloseReason;
import foyer.engineio.Timers;
import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.Stores;
import foyer.rest.Json;
import foyer.socketio.Event;
import foyer.socketio.InMemoryConnection;
import foyer.socketio.ManualTimers;
import foyer.socketio.Namespace;
import foyer.socketio.Socket;
import foyer.socketio.SocketHandler;
import foyer.socketio.SocketIoOptions;
import foyer.socketio.SocketIoServer;
import foyer.stats.StatsBroadcaster;
import foyer.stats.StatsSettings;
import foyer.store.memory.MemoryStore;
import foyer.testing.ManualExecutor;
import foyer.token.TokenSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Guests on the memory store without a network: what happens between two steps of one thread is put there with the hooks
 * {@code after...}, each of which is run once.
 */
final class Lobby {

    static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final Set<Thread.State> STUCK =
            EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final MemoryStore memory = new MemoryStore(
            LIFETIME,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
    final Stores store = memory.node("a", Runnable::run);
    final ManualTimers timers = new ManualTimers();
    final ManualExecutor executor = new ManualExecutor();
    final List<Room> cleaned = new ArrayList<>();
    final Rooms rooms;

    private final AtomicReference<Runnable> afterConnect = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> afterSearch = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> afterDisconnect = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> beforeClose = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> afterClose = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> afterTimer = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> beforeClock = new AtomicReference<>(() -> {});
    private final List<Thread> threads = new ArrayList<>();
    private final Clock clock = ((InstantSource) this::instant).withZone(ZoneOffset.UTC);
    private final RoomStore hooked = new Hooked();
    private final AtomicReference<Socket> accepted = new AtomicReference<>();
    private final AtomicReference<Tab> arriving = new AtomicReference<>();
    private final SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), timers);
    private final Namespace namespace;
    private final Matching matching;
    private final Leaving leaving;
    private final Relay relay;
    private int arrivals;

    Lobby() {
        this(GRACE);
    }

    Lobby(Duration grace) {
        Timers hookedTimers = (delay, task) -> {
            Timers.Timer timer = timers.after(delay, task);
            run(afterTimer);
            return timer;
        };
        StatsBroadcaster stats = new StatsBroadcaster(
                store.statistics(),
                new StatsSettings(Duration.ofSeconds(1), 10),
                Clock.systemUTC(),
                new ManualTimers(),
                new ManualExecutor(),
                message -> 0,
                () -> {});
        rooms = new Rooms(
                hooked,
                new RoomSettings(grace, Duration.ofSeconds(5)),
                stats,
                this::namespace,
                new Places(store.leases()::self),
                store.bus(),
                cleaned::add,
                hookedTimers,
                executor,
                clock);
        matching = new Matching(hooked, rooms, stats, timers, executor, clock);
        leaving = new Leaving(hooked, rooms);
        relay = new Relay(rooms, clock);
        store.leases().join();
        namespace = server.namespace(
                "/", request -> accepted.set(request.accept(arriving.get()).orElseThrow()));
    }

    private Namespace namespace() {
        return namespace;
    }

    /** Runs in the turn of the guest whose socket was registered. */
    void afterConnect(Runnable meanwhile) {
        afterConnect.set(meanwhile);
    }

    void afterSearch(Runnable meanwhile) {
        afterSearch.set(meanwhile);
    }

    /** Runs in the turn of the guest whose socket was signed off. */
    void afterDisconnect(Runnable meanwhile) {
        afterDisconnect.set(meanwhile);
    }

    void beforeClose(Runnable meanwhile) {
        beforeClose.set(meanwhile);
    }

    void afterClose(Runnable meanwhile) {
        afterClose.set(meanwhile);
    }

    /** Runs when the next timer has been set. */
    void afterTimer(Runnable meanwhile) {
        afterTimer.set(meanwhile);
    }

    /** Runs before the time is told for the next time. */
    void beforeClock(Runnable meanwhile) {
        beforeClock.set(meanwhile);
    }

    /** Time passes, for the store and for the clockwork. */
    void advance(Duration time) {
        now = now.plus(time);
        timers.advance(time);
    }

    /** Another thread begins with that, and has got as far as it gets when this returns. */
    void onAnotherThread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
        await().until(() -> STUCK.contains(thread.getState()));
    }

    void join() {
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(thread.isAlive()).isFalse();
        }
    }

    Tab arrive(String name) {
        create(name);
        return tab(name);
    }

    void create(String name) {
        store.guests()
                .create(new GuestSession(
                        "session-" + name,
                        "guest_" + name,
                        name,
                        Profile.EMPTY,
                        Optional.empty(),
                        now,
                        now.plus(LIFETIME)));
    }

    /** One more socket of a guest, all the way in. */
    Tab tab(String name) {
        Tab tab = new Tab(name);
        tab.arrives();
        return tab;
    }

    /** A socket that is not in yet. */
    Tab knocking(String name) {
        return new Tab(name);
    }

    int roomsOfSockets() {
        return namespace.rooms();
    }

    private Instant instant() {
        run(beforeClock);
        return now;
    }

    private static void run(AtomicReference<Runnable> hook) {
        hook.getAndSet(() -> {}).run();
    }

    /** A socket of a guest, and what it was told. */
    final class Tab implements Participant, SocketHandler {

        private final TokenSubject guest;
        private final String socketId = "socket-" + arrivals++;
        private final InMemoryConnection connection = new InMemoryConnection(server);
        private Optional<Socket> socket = Optional.empty();

        private Tab(String name) {
            this.guest = new TokenSubject("guest_" + name, "session-" + name, name);
        }

        /** As the reception lets it in. */
        void arrives() {
            rooms.inTurnOf(guest.userId(), () -> {
                rooms.coming(guest.userId());
                Arrived outcome = (Arrived) store.connections().connect(guest.sessionId(), guest.userId(), socketId, 0);
                run(afterConnect);
                arriving.set(this);
                connection.text("0");
                socket = Optional.of(accepted.get());
                connection.takeSent();
                rooms.arrived(socket.get(), guest.userId(), outcome.places(), outcome.room(), outcome.missed());
                return outcome;
            });
        }

        /** The client sends an event. */
        void emits(String event, String... json) {
            connection.text("2[\"" + event + "\"" + (json.length == 0 ? "" : "," + json[0]) + "]");
        }

        void isLost() {
            goes(true);
        }

        void disconnects() {
            goes(false);
        }

        private void goes(boolean hasGrace) {
            connection.close(CloseReason.TRANSPORT_CLOSE);
            String userId = guest.userId();
            Duration grace = rooms.graceAfter(!hasGrace);
            DisconnectOutcome outcome = rooms.inTurnOf(userId, () -> {
                DisconnectOutcome taken = store.connections().disconnect(guest.sessionId(), userId, socketId, grace);
                run(afterDisconnect);
                if (taken instanceof DisconnectOutcome.Last last && !grace.isZero()) {
                    last.room().ifPresent(room -> rooms.away(room, userId, ClosedReason.USER_DISCONNECTED));
                }
                rooms.gone(userId);
                return taken;
            });
            if (outcome instanceof DisconnectOutcome.Last last && grace.isZero()) {
                Exit.Kind kind = hasGrace ? Exit.Kind.LOST : Exit.Kind.GONE;
                last.room()
                        .ifPresent(room -> rooms.close(room, new Exit(userId, ClosedReason.USER_DISCONNECTED, kind)));
            }
        }

        /** The names of the events it was told since the last call. */
        List<String> heard() {
            return messages().stream()
                    .map(json -> json.substring(3, json.indexOf('"', 3)))
                    .toList();
        }

        /** The events it was told since the last call, as they were sent. */
        List<String> messages() {
            return connection.takeSent();
        }

        @Override
        public TokenSubject guest() {
            return guest;
        }

        @Override
        public String socketId() {
            return socket.orElseThrow().id();
        }

        @Override
        public void emit(String event, String json) {
            socket.orElseThrow().emit(event, json);
        }

        @Override
        public void onEvent(Socket from, Event event) {
            try {
                carryOut(event);
            } catch (EventRefused e) {
                emit("refused", "\"" + e.refusal().code() + "\"");
            }
        }

        private void carryOut(Event event) throws EventRefused {
            switch (event.name()) {
                case "user:match" -> matching.search(this, event, Json.object());
                case "user:match:cancel" -> matching.cancel(this, event, Json.object());
                case "chat:clear" -> leaving.clear(this, event, Json.object());
                case "leave-room" -> leaving.leave(this, event, Json.object());
                case "chat:message" -> relay.message(this, event, Json.object());
                default -> throw new IllegalArgumentException(event.name());
            }
        }

        @Override
        public void onDisconnect(Socket from, CloseReason reason) {
            // goes() does what is to be done
        }
    }

    /** The store, and what happens just before or after a step in it. */
    private final class Hooked extends RoomsDecorator {

        Hooked() {
            super(store.rooms());
        }

        @Override
        public SearchOutcome search(String userId) {
            SearchOutcome outcome = super.search(userId);
            run(afterSearch);
            return outcome;
        }

        @Override
        public Optional<Step.Closed> close(Room room, Exit exit) {
            run(beforeClose);
            Optional<Step.Closed> closed = super.close(room, exit);
            run(afterClose);
            return closed;
        }

        @Override
        public Optional<Step.Closed> closeIfAway(Room room, Exit exit) {
            run(beforeClose);
            return super.closeIfAway(room, exit);
        }
    }
}
