package foyer.lifecycle;

import foyer.cluster.ClusterSettings;
import foyer.cluster.Letter;
import foyer.cluster.Letters;
import foyer.cluster.Places;
import foyer.cluster.WhenAvailable;
import foyer.edge.Caller;
import foyer.edge.RateLimit;
import foyer.edge.RateLimiter;
import foyer.edge.Tally;
import foyer.engineio.CloseReason;
import foyer.engineio.Connection;
import foyer.engineio.ConnectionHandler;
import foyer.engineio.EngineServer;
import foyer.engineio.Periodic;
import foyer.engineio.Timers;
import foyer.engineio.TransportName;
import foyer.guest.Guests;
import foyer.rest.Forms;
import foyer.room.Leaving;
import foyer.room.Matching;
import foyer.room.Relay;
import foyer.room.Room;
import foyer.room.RoomLetters;
import foyer.room.Rooms;
import foyer.socketio.Message;
import foyer.socketio.Namespace;
import foyer.socketio.SocketIoServer;
import foyer.socketio.Traffic;
import foyer.stats.StatsBroadcaster;
import foyer.stats.StatsSettings;
import foyer.token.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The connections of this node: puts the engine, Socket.IO and the life of a connection together, and ends them all.
 * Any thread may use it.
 */
public final class ConnectionServer implements AutoCloseable {

    /** How many networks the limit of attempts tells apart. */
    private static final int NETWORKS = 100_000;

    /** How often sessions whose time is over are looked for. */
    private static final Duration SWEEP = Duration.ofSeconds(5);

    /** The letter that says that statistics have changed. */
    private static final Letter STATS = new Letter("stats", "stats", "");

    private final LifecycleSettings settings;
    private final Tally connections = new Tally();
    private final Register register = new Register();
    private final SocketIoServer socketIo;
    private final Namespace namespace;
    private final EngineServer engine;
    private final Reception reception;
    private final Measures measures;
    private final Clock clock;
    private final Drain drain;
    private final Control control;
    private final Departures departures;
    private final Rooms rooms;
    private final Matching matching;
    private final Periodic sweep;
    private final Cluster cluster;

    /**
     * @param measures counts what happens
     * @param tokenInQuery whether a token may come as {@code ?token=}
     * @param stores where connections find what outlives them, and the other nodes; started when this returns
     * @param cleanUp removes what else belongs to a room that was closed
     * @param timers the clockwork of the node
     * @param executor runs what may wait for the store, and what the container might make wait
     */
    public ConnectionServer(
            LifecycleSettings settings,
            StatsSettings statsSettings,
            ClusterSettings clusterSettings,
            DrainSettings drainSettings,
            Measures measures,
            boolean tokenInQuery,
            Stores stores,
            Guests guests,
            TokenVerifier verifier,
            Forms forms,
            Clock clock,
            Consumer<Room> cleanUp,
            Timers timers,
            Executor executor) {
        this.settings = settings;
        this.measures = measures;
        this.clock = clock;
        socketIo = new SocketIoServer(settings.socketIo(), timers);
        StatsBroadcaster stats = new StatsBroadcaster(
                stores.statistics(),
                statsSettings,
                clock,
                timers,
                executor,
                this::tellEverybody,
                () -> stores.bus().broadcast(STATS));
        ClientEvents events = new ClientEvents(measures);
        new StandardEvents(
                        guests,
                        new ProfileReader(forms),
                        stores.presences(),
                        stores.statistics(),
                        statsSettings,
                        stats,
                        verifier,
                        clock)
                .addTo(events);
        Places places = new Places(stores.leases()::self);
        rooms = new Rooms(
                stores.rooms(),
                settings.rooms(),
                stats,
                this::everybody,
                places,
                stores.bus(),
                cleanUp,
                timers,
                executor,
                clock);
        matching = new Matching(stores.rooms(), rooms, stats, timers, executor, clock);
        new RoomEvents(matching, new Leaving(stores.rooms(), rooms), new Relay(rooms, clock)).addTo(events);
        departures = new Departures(stores.connections(), register, rooms, stats, measures, clock);
        cluster = new Cluster(stores, clusterSettings, register, departures, rooms, places, stats, timers, executor);
        reception = new Reception(
                new LifecycleServices(settings, events, departures, measures, timers, executor, clock),
                stores.connections(),
                new HandshakeToken(tokenInQuery),
                verifier,
                new RateLimiter(RateLimit.perMinute(settings.connectsPerMinute()), NETWORKS, System::nanoTime),
                connections,
                register,
                rooms,
                stats);
        namespace = socketIo.namespace("/", reception);
        engine = new EngineServer(settings.engine(), this::opened, timers, executor);
        drain = new Drain(
                drainSettings, reception, register, rooms, settings.rooms().grace(), timers);
        control = new Control(stores, guests, register, departures, rooms, this::everybody, clock);
        sweep = new Periodic(SWEEP, new WhenAvailable(() -> forgetSessions(guests, stats)), timers, executor);

        Letters letters = new Letters(executor)
                .on(Ended.KIND, letter -> Ended.read(letter).sockets().forEach(departures::dismiss))
                .onSwift(STATS.kind(), letter -> stats.changedElsewhere())
                .onMissed(cluster::missed);
        new RoomLetters(rooms, places).addTo(letters);
        control.addTo(letters);
        stores.bus().listen(letters);
        stores.start();
        cluster.start();
        sweep.start();
        matching.start();
    }

    private static void forgetSessions(Guests guests, StatsBroadcaster stats) {
        if (guests.removeExpired() > 0) {
            stats.changed();
        }
    }

    private Namespace everybody() {
        return namespace;
    }

    private int tellEverybody(Message message) {
        everybody().emit(message);
        return everybody().size();
    }

    /** A connection was opened; the engine calls it. */
    ConnectionHandler opened(Connection connection) {
        String network = Caller.networkOf(connection.handshake().remoteAddress());
        measures.opened(Duration.between(connection.handshake().time(), clock.instant()));
        connections.add(network);
        return new Counted(socketIo.onOpen(connection), network);
    }

    /** The engine that the servlet, the filter and the endpoint feed. */
    public EngineServer engine() {
        return engine;
    }

    /** What has happened to connections. */
    public Measures measures() {
        return measures;
    }

    /** What has gone over connections. */
    public Traffic traffic() {
        return socketIo.traffic();
    }

    /** What an administrator can do to guests. */
    public Control control() {
        return control;
    }

    /** Empties the node, without hurry. */
    public Drain drain() {
        return drain;
    }

    /** How many sockets there are by the transport they have now; all transports are there. Looks at each socket. */
    public Map<TransportName, Integer> socketsByTransport() {
        Map<TransportName, Integer> counts = new EnumMap<>(TransportName.class);
        for (TransportName transport : TransportName.values()) {
            counts.put(transport, 0);
        }
        namespace.sockets().forEach(socket -> counts.merge(socket.transport(), 1, Integer::sum));
        return counts;
    }

    /** How many sockets are connected to this node. */
    public int sockets() {
        return namespace.size();
    }

    /** The rooms of two. */
    public Rooms pairs() {
        return rooms;
    }

    /** How many rooms have somebody in them, the sockets' own not counted. */
    public int rooms() {
        return namespace.rooms();
    }

    /** The namespace all guests are in. */
    public String namespaceName() {
        return namespace.name();
    }

    /**
     * Whether a network has so many connections that another one is not even opened: twice as many as it may use, so
     * that up to there clients can be told why.
     */
    public boolean isCrowded(String address) {
        int most = settings.socketsPerAddress();
        return most > 0 && connections.count(Caller.networkOf(address)) >= 2L * most;
    }

    /** Whether the node is one of the whole, and the store is there. */
    public boolean isUp() {
        return cluster.isUp();
    }

    /** Whether guests are let in: the node does not drain, and the store is there. */
    public boolean isOpen() {
        return !reception.isDraining() && cluster.isUp();
    }

    /** A session was ended: its sockets go, wherever they are. May wait for the store. */
    public void sessionEnded(String sessionId, String userId) {
        departures.sessionEnded(sessionId, userId, DisconnectReason.SESSION_ENDED);
    }

    /** Whether nothing is left of any connection. */
    public boolean isEmpty() {
        return engine.size() == 0
                && namespace.size() == 0
                && register.size() == 0
                && connections.isEmpty()
                && rooms.isEmpty();
    }

    /** What is left, in numbers. */
    @Override
    public String toString() {
        return "connections=" + engine.size() + " sockets=" + namespace.size() + " registered=" + register.size()
                + " counted=" + !connections.isEmpty() + ' ' + rooms;
    }

    /** Refuses new connections and closes those there are; their clean-up follows on the executor. */
    @Override
    public void close() {
        drain.endNow();
        sweep.stop();
        matching.stop();
        rooms.stop();
        socketIo.close();
        engine.close();
        cluster.stop();
    }

    /** Leaves the other nodes; what is still registered here they take over. May wait for the store; after {@link #close}. */
    public void leave() {
        cluster.leave();
    }

    /** Counts a connection out when it ends. */
    private final class Counted implements ConnectionHandler {
        private final ConnectionHandler handler;
        private final String network;

        Counted(ConnectionHandler handler, String network) {
            this.handler = handler;
            this.network = network;
        }

        @Override
        public void onText(String data) {
            handler.onText(data);
        }

        @Override
        public void onBinary(byte[] data) {
            handler.onBinary(data);
        }

        @Override
        public void onClose(CloseReason reason) {
            connections.remove(network);
            handler.onClose(reason);
        }
    }
}
