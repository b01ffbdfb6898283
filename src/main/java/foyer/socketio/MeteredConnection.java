package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Connection;
import foyer.engineio.Handshake;
import foyer.engineio.Packet;
import foyer.engineio.TransportName;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** A connection that counts what goes over it; the fields are updated in place, for there are as many of these as connections. */
final class MeteredConnection implements Connection {

    private static final AtomicLongFieldUpdater<MeteredConnection> SENT =
            AtomicLongFieldUpdater.newUpdater(MeteredConnection.class, "sent");

    private final Connection connection;
    private final Traffic traffic;
    private volatile long sent;
    private volatile long received;

    /** @param traffic of all connections */
    MeteredConnection(Connection connection, Traffic traffic) {
        this.connection = connection;
        this.traffic = traffic;
    }

    /** A message came; called by one thread at a time. */
    void received(int bytes) {
        received += bytes;
        traffic.received(bytes);
    }

    long bytesReceived() {
        return received;
    }

    long bytesSent() {
        return sent;
    }

    @Override
    public void send(Packet packet) {
        count(packet);
        connection.send(packet);
    }

    @Override
    public void send(List<Packet> packets) {
        for (Packet packet : packets) {
            count(packet);
        }
        connection.send(packets);
    }

    private void count(Packet packet) {
        int bytes = packet.size();
        SENT.getAndAdd(this, bytes);
        traffic.sent(bytes);
    }

    @Override
    public String sid() {
        return connection.sid();
    }

    @Override
    public Handshake handshake() {
        return connection.handshake();
    }

    @Override
    public TransportName transport() {
        return connection.transport();
    }

    @Override
    public Executor writingThread() {
        return connection.writingThread();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close(CloseReason reason) {
        connection.close(reason);
    }
}
