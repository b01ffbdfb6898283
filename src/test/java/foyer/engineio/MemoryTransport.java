package foyer.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A transport whose network is a list. */
final class MemoryTransport implements Transport {

    private final TransportName name;
    private final IoThread thread;
    private final int batch;
    private final List<String> sent;
    private final List<List<String>> writes = new ArrayList<>();
    private final Queue<WriteCallback> inFlight = new ArrayDeque<>();
    private boolean holding;
    private Optional<CloseReason> closed = Optional.empty();

    MemoryTransport(TransportName name) {
        this(name, new ArrayList<>());
    }

    /** @param sent gets what is written, in its order; guarded by itself */
    MemoryTransport(TransportName name, List<String> sent) {
        this(name, sent, IoThread.CALLER, 1);
    }

    private MemoryTransport(TransportName name, List<String> sent, IoThread thread, int batch) {
        this.name = name;
        this.sent = sent;
        this.thread = thread;
        this.batch = batch;
    }

    /** A WebSocket. */
    static MemoryTransport writtenBy(IoThread thread, int batch) {
        return new MemoryTransport(TransportName.WEBSOCKET, new ArrayList<>(), thread, batch);
    }

    /** From now on a write lasts until {@link #finishWrite}. */
    void hold() {
        holding = true;
    }

    void finishWrite(boolean ok) {
        inFlight.remove().done(ok);
    }

    int writesInFlight() {
        return inFlight.size();
    }

    List<String> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    /** What was sent, with what went together. */
    List<List<String>> writes() {
        return writes;
    }

    Optional<CloseReason> closed() {
        return closed;
    }

    @Override
    public TransportName name() {
        return name;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public IoThread thread() {
        return thread;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int batchBytes() {
        return 1 << 20;
    }

    @Override
    public void write(List<Packet> packets, WriteCallback written) {
        synchronized (sent) {
            List<String> encoded = packets.stream().map(Packet::encoded).toList();
            sent.addAll(encoded);
            writes.add(encoded);
        }
        if (holding) {
            inFlight.add(written);
        } else {
            written.done(true);
        }
    }

    @Override
    public void close(CloseReason reason) {
        closed = Optional.of(reason);
    }
}
