package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Handshake;
import foyer.engineio.Packet;
import foyer.engineio.TransportName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * An accepted socket. It ends once: whoever sets {@code ended}, under the lock that also guards what must not be added to
 * afterwards (rooms, acknowledgements, the place in the namespace), tells the handler.
 */
final class LiveSocket implements Socket, Slot {

    private final String id;
    private final Client client;
    private final Namespace namespace;
    private final SocketHandler handler;
    private final Object lock = new Object();

    // Most sockets are in few rooms and wait for no acknowledgement: both come into being when needed.
    private Set<String> joined = Set.of();
    private Optional<PendingAcks> acks = Optional.empty();
    private volatile boolean ended;

    LiveSocket(String id, Client client, Namespace namespace, SocketHandler handler) {
        this.id = id;
        this.client = client;
        this.namespace = namespace;
        this.handler = handler;
    }

    /** Answers the client; only then can others find this socket, and so the answer comes before whatever they send. */
    void begin(Message... first) {
        List<Packet> packets = new ArrayList<>(first.length + 1);
        packets.add(PacketEncoder.connect(namespace.name(), id));
        for (Message message : first) {
            packets.addAll(message.packets(namespace));
        }
        client.connection().send(packets);
        synchronized (lock) {
            if (!ended) {
                namespace.add(this);
            }
        }
        client.closeIfServerIsClosed();
    }

    /** A packet of the client for this namespace. */
    void receive(ClientPacket packet) {
        if (packet instanceof ClientPacket.Emit emit && !ended) {
            Event event = event(emit);
            Guard.run("onEvent", () -> handler.onEvent(this, event));
        } else if (packet instanceof ClientPacket.Ack ack) {
            pendingAcks().ifPresent(pending -> pending.complete(ack.id(), Optional.of(ack.arguments())));
        }
    }

    /** Ends this socket, if it has not ended: without a word to the client. */
    void end(CloseReason reason) {
        if (claimEnd()) {
            finish(reason);
        }
    }

    /** Queues packets of this socket's namespace. */
    void send(List<Packet> packets) {
        if (ended) {
            return;
        }
        if (packets.size() == 1) {
            client.connection().send(packets.get(0));
        } else {
            client.connection().send(packets);
        }
    }

    Executor writingThread() {
        return client.connection().writingThread();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Handshake handshake() {
        return client.connection().handshake();
    }

    @Override
    public Namespace namespace() {
        return namespace;
    }

    @Override
    public boolean isConnected() {
        return !ended;
    }

    @Override
    public TransportName transport() {
        return client.connection().transport();
    }

    @Override
    public long bytesReceived() {
        return client.connection().bytesReceived();
    }

    @Override
    public long bytesSent() {
        return client.connection().bytesSent();
    }

    @Override
    public void emit(Message message) {
        send(message.packets(namespace));
    }

    @Override
    public void emit(String event, String... jsonArgs) {
        send(PacketEncoder.event(namespace.name(), EventNames.requireAllowed(event), Arguments.of(jsonArgs)));
    }

    @Override
    public void emitWithAck(String event, Duration timeout, AckCallback callback, String... jsonArgs) {
        EventNames.requireAllowed(event);
        OptionalLong ackId = awaitAck(timeout, callback);
        if (ackId.isPresent()) {
            send(PacketEncoder.event(namespace.name(), ackId.getAsLong(), event, Arguments.of(jsonArgs)));
        } else {
            Guard.run("onAck", () -> callback.onAck(Optional.empty()));
        }
    }

    @Override
    public void emitWithAck(String event, AckCallback callback, String... jsonArgs) {
        emitWithAck(event, client.options().ackTimeout(), callback, jsonArgs);
    }

    @Override
    public void join(String room) {
        synchronized (lock) {
            if (ended || room.equals(id)) {
                return;
            }
            if (joined.isEmpty()) {
                joined = new HashSet<>(4);
            }
            if (joined.add(room)) {
                namespace.join(room, this);
            }
        }
    }

    @Override
    public void leave(String room) {
        synchronized (lock) {
            if (joined.contains(room)) {
                joined.remove(room);
                namespace.leave(room, this);
            }
        }
    }

    @Override
    public boolean isIn(String room) {
        synchronized (lock) {
            return !ended && (joined.contains(room) || room.equals(id));
        }
    }

    @Override
    public Set<String> rooms() {
        synchronized (lock) {
            if (ended) {
                return Set.of();
            }
            Set<String> rooms = new HashSet<>(joined);
            rooms.add(id);
            return Set.copyOf(rooms);
        }
    }

    @Override
    public void disconnect() {
        if (claimEnd()) {
            client.connection().send(PacketEncoder.disconnect(namespace.name()));
            client.sentAway(this);
            finish(SocketIoCloseReason.SERVER_NAMESPACE_DISCONNECT);
        }
    }

    @Override
    public void close(CloseReason reason) {
        client.connection().close(reason);
    }

    @Override
    public String toString() {
        return "Socket(" + id + ")";
    }

    private Event event(ClientPacket.Emit emit) {
        if (emit.id().isEmpty()) {
            return new Event(emit.event(), emit.arguments());
        }
        long ackId = emit.id().getAsLong();
        return new Event(
                emit.event(), emit.arguments(), answer -> send(PacketEncoder.ack(namespace.name(), ackId, answer)));
    }

    private OptionalLong awaitAck(Duration timeout, AckCallback callback) {
        PendingAcks pending;
        synchronized (lock) {
            if (ended) {
                return OptionalLong.empty();
            }
            pending = acks.orElseGet(() -> new PendingAcks(client.timers()));
            acks = Optional.of(pending);
        }
        return pending.add(timeout, callback);
    }

    private Optional<PendingAcks> pendingAcks() {
        synchronized (lock) {
            return acks;
        }
    }

    private boolean claimEnd() {
        synchronized (lock) {
            if (ended) {
                return false;
            }
            ended = true;
            namespace.remove(this, joined);
            joined = Set.of();
            return true;
        }
    }

    private void finish(CloseReason reason) {
        pendingAcks().ifPresent(PendingAcks::close);
        Guard.run("onDisconnect", () -> handler.onDisconnect(this, reason));
    }
}
