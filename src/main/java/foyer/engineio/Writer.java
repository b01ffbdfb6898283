package foyer.engineio;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sending half of a connection: the packets that wait, and the transport that takes them.
 *
 * <p>The monitor of the owner guards it. It is held for a few instructions only, and never while the container writes.
 * Writing belongs to whoever raised {@link #pendingDrains} from zero, so there is one writer at a time and nobody waits
 * for it.
 */
final class Writer {

    /** Whose writer it is. Told by the thread that writes, without the monitor. */
    interface Owner {

        /** The last packets are about to be the answer to a poll. */
        void lastPollBegins();

        /** After {@link #finish}: the last packet has been written. */
        void allWritten();

        /** The transport did not take what was written. */
        void writeFailed();
    }

    private final Owner owner;
    private final Outbox outbox;
    private final AtomicInteger pendingDrains = new AtomicInteger();
    private final AtomicBoolean drainsLater = new AtomicBoolean();
    private volatile Transport transport;
    private PollingTransport replaced;
    private boolean finishing;
    private boolean stopped;
    private boolean writing;
    private long writingSince;

    Writer(Owner owner, Outbox outbox, Transport transport) {
        this.owner = owner;
        this.outbox = outbox;
        this.transport = transport;
    }

    /** The transport in use; needs no monitor. */
    Transport transport() {
        return transport;
    }

    // With the monitor held; what is to be written is so by the next drain.

    /** @return false when the queue is full of packets that may not be dropped */
    boolean offer(List<Packet> packets) {
        return outbox.offer(packets);
    }

    /** Whether as much waits as one write takes. */
    boolean hasBatch() {
        return outbox.size() >= transport.batch() || outbox.bytes() >= transport.batchBytes();
    }

    /** Makes a waiting poll end, if nothing else does. */
    void endPoll() {
        if (transport.isWritable() && outbox.isEmpty()) {
            outbox.add(Packet.NOOP);
        }
    }

    /** Changes from polling to another transport. */
    void upgradeTo(Transport other) {
        replaced = (PollingTransport) transport;
        transport = other;
    }

    /** What waits. */
    Backlog backlog() {
        return new Backlog(outbox.size(), outbox.bytes());
    }

    /** Forgets what waits. */
    void clear() {
        outbox.clear();
    }

    /**
     * Nothing follows what waits now.
     *
     * @param farewell what a polling client is told last; a WebSocket has its own close frame
     */
    void finish(Packet farewell) {
        finishing = true;
        if (transport.name() == TransportName.POLLING) {
            outbox.add(farewell);
        }
    }

    /** No write begins after this. */
    void stop() {
        stopped = true;
        outbox.clear();
    }

    // Without the monitor

    /** Writes what waits when the caller has said what it has to say, and with it what is said until then. */
    void drain() {
        if (!Cork.holds(this)) {
            drainSoon();
        }
    }

    /** Writes what waits, and with it what is said until the thread that writes has read what there is. */
    void drainSoon() {
        if (drainsLater.compareAndSet(false, true)) {
            transport.thread().gather(this::drainLater);
        }
    }

    private void drainLater() {
        drainsLater.set(false);
        drainNow();
    }

    /** Writes what waits, unless another thread is at it, or will be: then that one does. */
    void drainNow() {
        if (pendingDrains.getAndIncrement() == 0) {
            transport.thread().execute(this::drainAll);
        }
    }

    private void drainAll() {
        int drains = pendingDrains.get();
        do {
            writeNext();
            drains = pendingDrains.addAndGet(-drains);
        } while (drains != 0);
    }

    private void writeNext() {
        List<Packet> packets = List.of();
        Transport current;
        boolean last;
        discardReplaced();
        synchronized (owner) {
            current = transport;
            if (writing || stopped) {
                return;
            }
            if (!outbox.isEmpty()) {
                if (!current.isWritable()) {
                    return;
                }
                packets = outbox.take(current.batch(), current.batchBytes());
                writing = true;
                writingSince = System.nanoTime();
            }
            last = finishing && outbox.isEmpty();
        }
        if (packets.isEmpty()) {
            if (last) {
                owner.allWritten();
            }
            return;
        }
        if (last && current.name() == TransportName.POLLING) {
            owner.lastPollBegins();
        }
        current.write(packets, this::ended);
    }

    /** By the writer, who may have been about to answer the very poll that is refused here. */
    private void discardReplaced() {
        PollingTransport old;
        synchronized (owner) {
            old = replaced;
            replaced = null;
        }
        if (old != null) {
            old.discard();
        }
    }

    private void ended(boolean ok) {
        synchronized (owner) {
            writing = false;
        }
        if (ok) {
            drain();
        } else {
            owner.writeFailed();
        }
    }

    /** Whether the client has been taking one write for longer than this. */
    boolean isStalled(long nanoTime, long nanos) {
        synchronized (owner) {
            return writing && nanoTime - writingSince > nanos;
        }
    }
}
