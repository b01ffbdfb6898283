package foyer.lifecycle;

import foyer.cluster.ClusterSettings;
import foyer.edge.RateLimit;
import foyer.edge.RateLimiter;
import foyer.engineio.CloseReason;
import foyer.engineio.EngineOptions;
import foyer.guest.Admission;
import foyer.guest.GuestStore;
import foyer.guest.Guests;
import foyer.guest.NewGuest;
import foyer.guest.UsernameGenerator;
import foyer.rest.Forms;
import foyer.room.Room;
import foyer.room.RoomSettings;
import foyer.socketio.InMemoryConnection;
import foyer.socketio.ManualTimers;
import foyer.socketio.SocketIoOptions;
import foyer.stats.StatsSettings;
import foyer.store.memory.MemoryStore;
import foyer.testing.ManualExecutor;
import foyer.token.SigningKey;
import foyer.token.TokenIssuer;
import foyer.token.TokenSettings;
import foyer.token.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Several whole nodes, but for the network, on one memory that they share as they would a Redis. Time passes when it is told to; by
 * default everything runs on the thread of the test.
 */
final class Nodes {

    static final Duration GRACE = Duration.ofSeconds(5);
    static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final SigningKey KEY = SigningKey.generate();
    private static final TokenSettings TOKENS =
            new TokenSettings(Optional.empty(), LIFETIME, "foyer", "foyer-clients", false);

    private volatile Instant now = Instant.now();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    final MemoryStore memory = new MemoryStore(LIFETIME, Duration.ofSeconds(5), LEASE, clock);

    /** Every room that was cleaned up, by whichever node. */
    final Queue<Room> cleaned = new ConcurrentLinkedQueue<>();

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Admission> admissions = new ConcurrentHashMap<>();

    /** One more node, whose tasks run on the thread of the test. */
    Node start(String name) {
        return start(name, false);
    }

    /** The same, while the store is away. */
    Node startCut(String name) {
        return start(name, true);
    }

    private Node start(String name, boolean cut) {
        ManualExecutor executor = new ManualExecutor();
        Node node = new Node(name, executor, executor::runAll, cut);
        nodes.add(node);
        settle();
        return node;
    }

    /** One more node, with threads of its own. */
    Node start(String name, Executor executor) {
        Node node = new Node(name, executor, () -> {}, false);
        nodes.add(node);
        return node;
    }

    /** A guest, known by a name. */
    void create(Node where, String name) {
        admissions.put(name, where.guests.admit(guest(name)));
    }

    /** The same, past all trouble of the nodes. */
    void createAnywhere(String name) {
        admissions.put(
                name, guests(memory.node("elsewhere", Runnable::run).guests()).admit(guest(name)));
    }

    private static NewGuest guest(String name) {
        return new NewGuest(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Guests guests(GuestStore store) {
        return new Guests(
                store,
                new TokenIssuer(KEY, TOKENS, clock),
                new UsernameGenerator(new Random(1)),
                new RateLimiter(RateLimit.perMinute(0), 1, System::nanoTime),
                clock);
    }

    /** One more socket of a guest. */
    Tab open(Node where, String guest) {
        return new Tab(where, guest);
    }

    String userId(String name) {
        return admissions.get(name).session().userId();
    }

    String sessionId(String name) {
        return admissions.get(name).session().sessionId();
    }

    /** Everything that can happen now has happened. */
    void settle() {
        // What one node does may be news for another.
        for (int round = 0; round < nodes.size() + 2; round++) {
            nodes.stream().filter(node -> !node.frozen).forEach(node -> node.run.run());
        }
    }

    /** Lets time pass, second by second, for the store and for all nodes that are not frozen. */
    void advance(Duration time) {
        for (Duration left = time; !left.isZero(); left = left.minus(STEP)) {
            now = now.plus(STEP);
            nodes.stream().filter(node -> !node.frozen).forEach(node -> node.timers.advance(STEP));
            settle();
        }
    }

    /** A node. */
    final class Node {

        final String name;
        final Severable stores;
        final ManualTimers timers = new ManualTimers();
        final Guests guests;
        final ConnectionServer server;
        private final Runnable run;
        private boolean frozen;

        private Node(String name, Executor executor, Runnable run, boolean cut) {
            this.name = name;
            this.run = run;
            this.stores = new Severable(memory.node(name, executor));
            if (cut) {
                stores.cut();
            }
            this.guests = guests(stores.guests());
            this.server = new ConnectionServer(
                    new LifecycleSettings(
                            EngineOptions.defaults(),
                            SocketIoOptions.defaults(),
                            new RoomSettings(GRACE, Duration.ofSeconds(5)),
                            0,
                            0,
                            0,
                            0),
                    new StatsSettings(Duration.ofSeconds(1), 10),
                    new ClusterSettings(LEASE),
                    new DrainSettings(Duration.ofSeconds(2), Duration.ofSeconds(10)),
                    new Measures(Timings.NONE),
                    false,
                    stores,
                    guests,
                    new TokenVerifier(KEY, TOKENS, clock),
                    new Forms(null),
                    clock,
                    cleaned::add,
                    timers,
                    executor);
        }

        /** Stands still, as a process that is stopped; what comes for it waits. */
        void freeze() {
            frozen = true;
        }

        /** Goes on where it stood still; its clockwork runs what should have been run. */
        void wake() {
            frozen = false;
            timers.advance(STEP);
            settle();
        }

        /** Is gone without a word, with all it knew. */
        void kill() {
            frozen = true;
            stores.cut();
        }

        /** A new guest, and its first socket. */
        Tab arrive(String guest) {
            create(this, guest);
            return tab(guest);
        }

        /** One more socket of a guest. */
        Tab tab(String guest) {
            Tab tab = new Tab(this, guest);
            settle();
            return tab;
        }
    }

    /** A socket of a guest as its browser sees it. */
    final class Tab {

        private final Node node;
        private final InMemoryConnection connection;

        Tab(Node node, String guest) {
            this.node = node;
            this.connection = new InMemoryConnection(node.server::opened);
            connection.text("0{\"token\":\"" + admissions.get(guest).token().value() + "\"}");
        }

        /** The client sends an event, and everything that follows has happened. */
        void emits(String event, String... json) {
            sends(event, json);
            settle();
        }

        /** The client sends an event. */
        void sends(String event, String... json) {
            connection.text("2[\"" + event + "\"" + (json.length == 0 ? "" : "," + json[0]) + "]");
        }

        void says(String text) {
            emits("chat:message", "{\"type\":\"text\",\"content\":\"" + text + "\"}");
        }

        /** Its line is cut. */
        void isLost() {
            loses();
            settle();
        }

        void loses() {
            connection.close(CloseReason.TRANSPORT_CLOSE);
        }

        /** The client calls {@code disconnect()}. */
        void disconnects() {
            leaves();
            settle();
        }

        void leaves() {
            connection.text("1");
            connection.close(CloseReason.TRANSPORT_CLOSE);
        }

        Node node() {
            return node;
        }

        Optional<CloseReason> closeReason() {
            return connection.closeReason();
        }

        /** How many packets it was told since the last call. */
        int sent() {
            return connection.takeSent().size();
        }

        /** The events it was told since the last call, as they were sent, but for statistics. */
        List<String> messages() {
            return connection.takeSent().stream()
                    .filter(packet -> !packet.startsWith("2[\"realtime:stats\""))
                    .toList();
        }

        /** The statistics it was told since the last call; everything else is forgotten. */
        List<String> statistics() {
            return connection.takeSent().stream()
                    .filter(packet -> packet.startsWith("2[\"realtime:stats\""))
                    .toList();
        }

        /** Their names. */
        List<String> heard() {
            return messages().stream()
                    .filter(packet -> packet.startsWith("2["))
                    .map(packet -> packet.substring(3, packet.indexOf('"', 3)))
                    .filter(event -> !event.equals("connection:established"))
                    .toList();
        }
    }
}
