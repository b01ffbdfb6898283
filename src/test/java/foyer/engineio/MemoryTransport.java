package foyer.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A transport whose network is a list. */
final class MemoryTransport implements Transport {

    private final TransportName name;
    private final List<String> sent;
    private final Queue<WriteCallback> inFlight = new ArrayDeque<>();
    private boolean holding;
    private Optional<CloseReason> closed = Optional.empty();

    MemoryTransport(TransportName name) {
        this(name, new ArrayList<>());
    }

    /** @param sent gets what is written, in its order; guarded by itself */
    MemoryTransport(TransportName name, List<String> sent) {
        this.name = name;
        this.sent = sent;
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
    public int batch() {
        return 1;
    }

    @Override
    public int batchBytes() {
        return 1 << 20;
    }

    @Override
    public void write(List<Packet> packets, WriteCallback written) {
        synchronized (sent) {
            packets.forEach(packet -> sent.add(packet.encoded()));
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
