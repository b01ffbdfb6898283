package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Connection;
import foyer.engineio.ConnectionHandler;
import foyer.engineio.EngineApplication;
import foyer.engineio.Timers;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Socket.IO v5 on the connections of an engine.
 *
 * <pre>{@code
 * SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), timers);
 * Namespace chat = server.namespace("/chat", request -> request.accept(new ChatHandler()));
 * chat.emit(Message.of("news", "\"good\""));
 * }</pre>
 */
public final class SocketIoServer implements EngineApplication {

    private final SocketIoOptions options;
    private final Timers timers;
    private final SocketIds ids = new SocketIds();
    private final Traffic traffic = new Traffic();
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param timers the node's clockwork, for the connect time-out and for those of acknowledgements
     */
    public SocketIoServer(SocketIoOptions options, Timers timers) {
        this.options = Objects.requireNonNull(options, "options");
        this.timers = Objects.requireNonNull(timers, "timers");
    }

    /**
     * Opens a namespace; to be done before the first connection comes.
     *
     * @param name begins with a slash and has no comma and no question mark; the main namespace is {@code "/"}
     * @throws IllegalArgumentException if the name cannot be one, or is taken
     */
    public Namespace namespace(String name, NamespaceHandler handler) {
        if (!name.startsWith("/") || name.indexOf(',') >= 0 || name.indexOf('?') >= 0) {
            throw new IllegalArgumentException("not the name of a namespace: " + name);
        }
        Namespace namespace = new Namespace(name, Objects.requireNonNull(handler, "handler"));
        if (namespaces.putIfAbsent(name, namespace) != null) {
            throw new IllegalArgumentException("there is a namespace " + name + " already");
        }
        return namespace;
    }

    @Override
    public ConnectionHandler onOpen(Connection connection) {
        Client client = new Client(connection, this);
        client.begin();
        return client;
    }

    /**
     * Closes the connection of every socket ({@link CloseReason#SERVER_SHUTTING_DOWN}), and of every one still to come.
     * Connections without a socket are the engine's to close.
     */
    public void close() {
        closed = true;
        for (Namespace namespace : namespaces.values()) {
            namespace.sockets().forEach(socket -> socket.close(CloseReason.SERVER_SHUTTING_DOWN));
        }
    }

    /** What has gone over the connections. */
    public Traffic traffic() {
        return traffic;
    }

    boolean isClosed() {
        return closed;
    }

    Optional<Namespace> find(String name) {
        return Optional.ofNullable(namespaces.get(name));
    }

    String nextSocketId() {
        return ids.next();
    }

    SocketIoOptions options() {
        return options;
    }

    Timers timers() {
        return timers;
    }
}
