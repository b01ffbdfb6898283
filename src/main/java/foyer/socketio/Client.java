package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Connection;
import foyer.engineio.ConnectionHandler;
import foyer.engineio.PacketException;
import foyer.engineio.Timers;
import foyer.engineio.Timers.Timer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection and the namespaces it is in. The lock guards the slots and is never held while anything else is called:
 * an ending connection takes all slots out under it, so that each of them is ended by one caller.
 */
final class Client implements ConnectionHandler {

    private static final Logger LOG = System.getLogger(Client.class.getName());

    private final MeteredConnection connection;
    private final SocketIoServer server;
    private final PacketDecoder decoder;
    private final Map<String, Slot> slots = new HashMap<>(2);
    private Optional<Timer> connectTimeout = Optional.empty();
    private boolean closed;

    Client(Connection connection, SocketIoServer server) {
        this.connection = new MeteredConnection(connection, server.traffic());
        this.server = server;
        this.decoder = new PacketDecoder(server.options());
    }

    /** Begins to wait for a namespace: for the first, and again when the client has left one. */
    void begin() {
        Timer timer = server.timers().after(server.options().connectTimeout(), this::onConnectTimeout);
        Optional<Timer> superfluous;
        synchronized (slots) {
            // Two may begin at once: the client leaves its last namespace while the server sends it away.
            superfluous = closed ? Optional.of(timer) : connectTimeout;
            connectTimeout = closed ? Optional.empty() : Optional.of(timer);
        }
        superfluous.ifPresent(Timer::cancel);
    }

    MeteredConnection connection() {
        return connection;
    }

    Timers timers() {
        return server.timers();
    }

    SocketIoOptions options() {
        return server.options();
    }

    @Override
    public void onText(String data) {
        connection.received(data.length());
        try {
            decoder.text(data).ifPresent(this::route);
        } catch (PacketException e) {
            onParseError(e);
        }
    }

    @Override
    public void onBinary(byte[] data) {
        connection.received(data.length);
        try {
            decoder.binary(data).ifPresent(this::route);
        } catch (PacketException e) {
            onParseError(e);
        }
    }

    @Override
    public void onClose(CloseReason reason) {
        List<Slot> left;
        synchronized (slots) {
            closed = true;
            left = List.copyOf(slots.values());
            slots.clear();
        }
        cancelConnectTimeout();
        for (Slot slot : left) {
            if (slot instanceof LiveSocket socket) {
                socket.end(reason);
            } else if (slot instanceof PendingConnect request) {
                request.abandon();
            }
        }
    }

    /** A request became a socket; false if the connection ended before. */
    boolean replace(PendingConnect request, LiveSocket socket) {
        synchronized (slots) {
            if (!slots.replace(request.namespace().name(), request, socket)) {
                return false;
            }
        }
        cancelConnectTimeout();
        return true;
    }

    /** A request became nothing. */
    void refuse(PendingConnect request, ConnectError error) {
        String namespace = request.namespace().name();
        if (vacate(namespace, request)) {
            connection.send(PacketEncoder.connectError(namespace, error));
        }
    }

    /** The server disconnected a socket. */
    void sentAway(LiveSocket socket) {
        synchronized (slots) {
            slots.replace(socket.namespace().name(), socket, Slot.SentAway.INSTANCE);
        }
        begin();
    }

    /** For a socket that came while the server was closing, and that may have been overlooked. */
    void closeIfServerIsClosed() {
        if (server.isClosed()) {
            connection.close(CloseReason.SERVER_SHUTTING_DOWN);
        }
    }

    private void route(ClientPacket packet) {
        if (packet instanceof ClientPacket.Connect connect) {
            connect(connect);
            return;
        }
        Optional<Slot> slot = slot(packet.namespace());
        if (slot.isEmpty() || slot.get() instanceof PendingConnect) {
            connection.close(SocketIoCloseReason.FORCED_SERVER_CLOSE);
        } else if (slot.get() instanceof LiveSocket socket) {
            deliver(packet, socket);
        }
    }

    private void deliver(ClientPacket packet, LiveSocket socket) {
        if (packet instanceof ClientPacket.Disconnect) {
            vacate(packet.namespace(), socket);
            socket.end(SocketIoCloseReason.CLIENT_NAMESPACE_DISCONNECT);
            begin();
        } else {
            socket.receive(packet);
        }
    }

    private void connect(ClientPacket.Connect packet) {
        Optional<Namespace> namespace = server.find(packet.namespace());
        if (namespace.isEmpty()) {
            connection.send(PacketEncoder.connectError(packet.namespace(), ConnectError.INVALID_NAMESPACE));
            return;
        }
        PendingConnect request = new PendingConnect(this, namespace.get(), server.nextSocketId(), packet.authJson());
        if (server.isClosed()) {
            connection.close(CloseReason.SERVER_SHUTTING_DOWN);
        } else if (occupy(packet.namespace(), request)) {
            request.ask(server.timers(), server.options().connectTimeout());
        } else {
            connection.close(SocketIoCloseReason.FORCED_SERVER_CLOSE);
        }
    }

    private Optional<Slot> slot(String namespace) {
        synchronized (slots) {
            return Optional.ofNullable(slots.get(namespace));
        }
    }

    private boolean occupy(String namespace, PendingConnect request) {
        synchronized (slots) {
            if (closed) {
                return false;
            }
            Slot present = slots.get(namespace);
            if (present instanceof LiveSocket || present instanceof PendingConnect) {
                return false;
            }
            slots.put(namespace, request);
            return true;
        }
    }

    private boolean vacate(String namespace, Slot slot) {
        synchronized (slots) {
            return slots.remove(namespace, slot);
        }
    }

    private void onParseError(PacketException e) {
        LOG.log(Level.DEBUG, "A connection is closed, it sent no Socket.IO packet: {0}", e.getMessage());
        connection.close(CloseReason.PARSE_ERROR);
    }

    private void onConnectTimeout() {
        synchronized (slots) {
            if (slots.values().stream().anyMatch(LiveSocket.class::isInstance)) {
                return;
            }
        }
        connection.close(SocketIoCloseReason.CONNECT_TIMEOUT);
    }

    private void cancelConnectTimeout() {
        Optional<Timer> timer;
        synchronized (slots) {
            timer = connectTimeout;
            connectTimeout = Optional.empty();
        }
        timer.ifPresent(Timer::cancel);
    }
}
