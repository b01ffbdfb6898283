package foyer.engineio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * All connections of one Engine.IO path, and what they share: options, clockwork, executor.
 *
 * <p>The web layer around it is three classes of the container's, each of which an application subclasses to
 * give it a path and this server: {@link EngineFilter}, {@link PollingServlet} and {@link WebSocketEndpoint}.
 */
public final class EngineServer implements AutoCloseable {

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final EngineOptions options;
    private final EngineApplication application;
    private final Timers timers;
    private final Executor executor;
    private final IoThreads ioThreads = new IoThreads();
    private final FramesChoice frames = new FramesChoice();
    private final SessionIds ids = new SessionIds();
    private final Strays strays = new Strays(System::nanoTime);
    private final ConcurrentMap<String, EngineConnection> connections = new ConcurrentHashMap<>();
    private final String handshakeTail;
    private volatile boolean closed;

    /**
     * @param application is told of every connection
     * @param timers the clockwork of the node
     * @param executor runs what the container might make wait: answers to polls and the closing of sessions
     */
    public EngineServer(EngineOptions options, EngineApplication application, Timers timers, Executor executor) {
        this.options = options;
        this.application = application;
        this.timers = timers;
        this.executor = executor;
        this.handshakeTail = "\"pingInterval\":" + options.pingInterval().toMillis() + ",\"pingTimeout\":"
                + options.pingTimeout().toMillis() + ",\"maxPayload\":" + options.maxPayload() + "}";
        timers.after(SWEEP_INTERVAL, this::sweep);
    }

    /** How many connections there are, those whose last packets are still on their way included. */
    public int size() {
        return connections.size();
    }

    /**
     * How many requests were for connections of other engines, or of this one before its restart. Many of them mean that the load
     * balancer does not keep polling clients on one node.
     */
    public long strays() {
        return strays.count();
    }

    /** What waits to be written, to all connections together; asks each of them. */
    public Backlog backlog() {
        return connections.values().stream().map(EngineConnection::backlog).reduce(Backlog.NONE, Backlog::plus);
    }

    /** Closes every connection and refuses new ones. */
    @Override
    public void close() {
        closed = true;
        connections.values().forEach(connection -> connection.close(CloseReason.SERVER_SHUTTING_DOWN));
    }

    boolean isClosed() {
        return closed;
    }

    EngineOptions options() {
        return options;
    }

    Timers timers() {
        return timers;
    }

    IoThreads ioThreads() {
        return ioThreads;
    }

    /** How packets get into sessions. */
    FramesChoice frames() {
        return frames;
    }

    Executor executor() {
        return executor;
    }

    /** Makes a connection of a handshake; the open packet is queued and the application told. */
    EngineConnection connect(Handshake handshake, Transport transport) {
        EngineConnection connection = new EngineConnection(this, ids.next(), handshake, transport);
        connections.put(connection.sid(), connection);
        connection.open(application);
        if (closed) {
            connection.close(CloseReason.SERVER_SHUTTING_DOWN);
        }
        return connection;
    }

    Optional<EngineConnection> find(String sid) {
        return Optional.ofNullable(connections.get(sid));
    }

    /** What a request is told that is for a connection we do not have. */
    EngineError refuseUnknown(String sid) {
        if (!ids.isOfAnotherEngine(sid)) {
            return EngineError.UNKNOWN_SID;
        }
        strays.note();
        return EngineError.WRONG_NODE;
    }

    void forget(EngineConnection connection) {
        connections.remove(connection.sid(), connection);
    }

    Packet openPacket(String sid, TransportName transport) {
        List<String> upgrades = transport == TransportName.POLLING
                ? List.of("\"" + TransportName.WEBSOCKET.wireName() + "\"")
                : List.of();
        return new Packet.Text(
                PacketType.OPEN,
                "{\"sid\":\"" + sid + "\",\"upgrades\":[" + String.join(",", upgrades) + "]," + handshakeTail,
                false);
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.values().forEach(connection -> connection.cutIfStalled(now));
        if (!closed) {
            timers.after(SWEEP_INTERVAL, this::sweep);
        }
    }
}
