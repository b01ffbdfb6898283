package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Connection;
import foyer.engineio.ConnectionHandler;
import foyer.engineio.EngineApplication;
import foyer.engineio.Handshake;
import foyer.engineio.Packet;
import foyer.engineio.TransportName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** A connection without a network: what is sent to the client is kept, what the client sends is handed in. */
public final class InMemoryConnection implements Connection {

    private static final Handshake HANDSHAKE = new Handshake(
            Map.of("EIO", "4"), Optional.empty(), Optional.empty(), "192.0.2.1", Optional.empty(), Instant.EPOCH);

    private final List<List<Packet>> batches = new ArrayList<>();
    private final AtomicReference<CloseReason> closed = new AtomicReference<>();
    private final AtomicReference<Runnable> beforeSending = new AtomicReference<>(() -> {});
    private final ConnectionHandler handler;
    private Executor writingThread = Runnable::run;

    public InMemoryConnection(EngineApplication server) {
        this.handler = server.onOpen(this);
    }

    /** A connection whose client is connected to the main namespace; what was sent for that is forgotten. */
    static InMemoryConnection connected(SocketIoServer server) {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        connection.takeSent();
        return connection;
    }

    /** The thread that writes this connection is another one than whoever sends. */
    void writtenBy(Executor thread) {
        writingThread = thread;
    }

    @Override
    public Executor writingThread() {
        return writingThread;
    }

    /** The client sends a text message. */
    public void text(String data) {
        handler.onText(data);
    }

    /** The client sends a binary message. */
    void binary(int... bytes) {
        handler.onBinary(bytes(bytes));
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** What was sent since the last call: texts as they are, binary as {@code b:} and hexadecimal digits. */
    public synchronized List<String> takeSent() {
        List<String> sent = batches.stream()
                .flatMap(List::stream)
                .map(InMemoryConnection::readable)
                .toList();
        batches.clear();
        return sent;
    }

    /** The packets as they were sent, together or one by one. */
    synchronized List<List<Packet>> takeBatches() {
        List<List<Packet>> taken = List.copyOf(batches);
        batches.clear();
        return taken;
    }

    /** Something that happens just before the next packets are queued. */
    public void beforeSending(Runnable meanwhile) {
        beforeSending.set(meanwhile);
    }

    public Optional<CloseReason> closeReason() {
        return Optional.ofNullable(closed.get());
    }

    private static String readable(Packet packet) {
        if (packet instanceof Packet.Text text) {
            return text.data();
        }
        ByteBuffer data = ((Packet.Binary) packet).data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return "b:" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public String sid() {
        return "engine-sid";
    }

    @Override
    public Handshake handshake() {
        return HANDSHAKE;
    }

    @Override
    public TransportName transport() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public boolean isOpen() {
        return closed.get() == null;
    }

    @Override
    public void send(Packet packet) {
        send(List.of(packet));
    }

    @Override
    public void send(List<Packet> packets) {
        beforeSending.getAndSet(() -> {}).run();
        queue(packets);
    }

    private synchronized void queue(List<Packet> packets) {
        if (isOpen()) {
            batches.add(List.copyOf(packets));
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (closed.compareAndSet(null, reason)) {
            handler.onClose(reason);
        }
    }
}
