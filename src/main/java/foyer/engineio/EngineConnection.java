package foyer.engineio;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The life of one connection: open, closing (the last packets are on their way), closed.
 *
 * <p>The monitor guards the state, the queue and the choice of transport. It is held for a few instructions
 * only: never while the container writes, never while the handler runs. Writing belongs to whoever raised
 * {@link #pendingDrains} from zero, so there is one writer at a time and nobody waits for it.
 */
final class EngineConnection implements Connection {

    private static final System.Logger LOG = System.getLogger(EngineConnection.class.getName());

    /** A polling answer is cut off at about this size; what is left waits for the next poll. */
    private static final int MAX_POLL_BYTES = 1 << 20;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final EngineServer server;
    private final String sid;
    private final Handshake handshake;
    private final Heartbeat heartbeat;
    private final Outbox outbox;
    private final AtomicInteger pendingDrains = new AtomicInteger();

    private volatile State state = State.OPEN;
    private volatile Transport transport;
    private ConnectionHandler handler;
    private CloseReason closeReason;
    private boolean closeNotified;
    private Upgrade upgrade;
    private PollingTransport replaced;
    private Timers.Timer lingering;
    private boolean writing;
    private long writingSince;

    EngineConnection(EngineServer server, String sid, Handshake handshake, Transport transport) {
        EngineOptions options = server.options();
        this.server = server;
        this.sid = sid;
        this.handshake = handshake;
        this.transport = transport;
        this.outbox = new Outbox(options.queuePackets(), options.queueBytes());
        this.heartbeat = new Heartbeat(
                options,
                server.timers(),
                System::nanoTime,
                () -> send(Packet.PING),
                () -> abort(CloseReason.PING_TIMEOUT));
    }

    /** Says hello and hands the connection to the application; messages may be delivered after this. */
    void open(EngineApplication application) {
        send(server.openPacket(sid, transport.name()));
        try {
            ConnectionHandler opened = application.onOpen(this);
            synchronized (this) {
                handler = opened;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The application refused connection " + sid + " with an exception", e);
            abort(CloseReason.FORCED_CLOSE);
            return;
        }
        if (state == State.OPEN) {
            heartbeat.start(); // which does nothing if the connection was closed meanwhile
        } else {
            notifyClosed();
        }
    }

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public TransportName transport() {
        return transport.name();
    }

    @Override
    public boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    public void send(Packet packet) {
        send(List.of(packet));
    }

    @Override
    public void send(List<Packet> packets) {
        boolean accepted;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            accepted = outbox.offer(packets);
        }
        if (accepted) {
            drain();
        } else {
            abort(CloseReason.SLOW_CONSUMER);
        }
    }

    @Override
    public void close(CloseReason reason) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            beginClosing(Packet.CLOSE, reason);
        }
        finishClosing(reason);
    }

    /** The client said goodbye, and reads nothing more; a polling client's waiting request ends with a noop. */
    private void closedByClient() {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            outbox.clear();
            beginClosing(Packet.NOOP, CloseReason.TRANSPORT_CLOSE);
        }
        finishClosing(CloseReason.TRANSPORT_CLOSE);
    }

    /**
     * With the monitor held.
     *
     * @param farewell what a polling client is told last; a WebSocket has its own close frame
     */
    private void beginClosing(Packet farewell, CloseReason reason) {
        state = State.CLOSING;
        closeReason = reason;
        if (transport.name() == TransportName.POLLING) {
            outbox.add(farewell);
        }
        lingering = server.timers().after(server.options().stallTimeout(), this::dispose);
    }

    private void finishClosing(CloseReason reason) {
        LOG.log(Level.DEBUG, "{0} closes: {1}", sid, reason);
        stopUpgradeAndHeartbeat();
        drain();
        notifyClosed();
    }

    /** Ends the connection at once; what is queued is lost. */
    void abort(CloseReason reason) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            // In the same breath as the check: of two who abort, one must find it done.
            markClosed();
            closeReason = reason;
        }
        LOG.log(Level.DEBUG, "{0} is cut: {1}", sid, reason);
        release();
        stopUpgradeAndHeartbeat();
        notifyClosed();
    }

    private void stopUpgradeAndHeartbeat() {
        heartbeat.stop();
        Upgrade unfinished;
        synchronized (this) {
            unfinished = upgrade;
            upgrade = null;
        }
        if (unfinished != null) {
            unfinished.cancel();
        }
    }

    private void notifyClosed() {
        ConnectionHandler closed;
        synchronized (this) {
            // Without a handler it is still opening, and open() comes here itself.
            if (handler == null || closeNotified) {
                return;
            }
            closeNotified = true;
            closed = handler;
        }
        try {
            closed.onClose(closeReason);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The handler of connection " + sid + " failed at its close", e);
        }
    }

    /** The end of a connection that was closing: its last packets are written, or will never be. */
    private void dispose() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            markClosed();
        }
        release();
    }

    private void markClosed() {
        state = State.CLOSED;
        outbox.clear();
        if (lingering != null) {
            lingering.cancel();
        }
    }

    /** Nothing is left of the connection after this. */
    private void release() {
        server.forget(this);
        transport.close(closeReason);
    }

    // Writing

    private void drain() {
        if (pendingDrains.getAndIncrement() != 0) {
            return;
        }
        int drains = 1;
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
        synchronized (this) {
            current = transport;
            if (writing || state == State.CLOSED) {
                return;
            }
            if (!outbox.isEmpty()) {
                if (!current.isWritable()) {
                    return;
                }
                packets = outbox.take(current.batch(), MAX_POLL_BYTES);
                writing = true;
                writingSince = System.nanoTime();
            }
            last = state == State.CLOSING && outbox.isEmpty();
        }
        if (packets.isEmpty()) {
            if (last) {
                dispose();
            }
            return;
        }
        if (last && current.name() == TransportName.POLLING) {
            // Forgotten before the client can have the answer: its next request must find nothing.
            server.forget(this);
        }
        current.write(packets, this::written);
    }

    /** By the writer, who may have been about to answer the very poll that is refused here. */
    private void discardReplaced() {
        PollingTransport old;
        synchronized (this) {
            old = replaced;
            replaced = null;
        }
        if (old != null) {
            old.discard();
        }
    }

    private void written(boolean ok) {
        synchronized (this) {
            writing = false;
        }
        if (ok) {
            drain();
        } else {
            abort(CloseReason.TRANSPORT_ERROR);
            dispose();
        }
    }

    /** What waits to be written. */
    synchronized Backlog backlog() {
        return new Backlog(outbox.size(), outbox.bytes());
    }

    /** Cuts a client that has not taken a write within the stall time-out. */
    void cutIfStalled(long nanoTime) {
        boolean stalled;
        synchronized (this) {
            stalled = writing
                    && nanoTime - writingSince > server.options().stallTimeout().toNanos();
        }
        if (stalled) {
            abort(CloseReason.SLOW_CONSUMER);
        }
    }

    // Receiving

    /**
     * A packet came over a transport; called by one thread at a time for each transport.
     *
     * @return false when it was not a packet, and the transport is closed for it
     */
    boolean receive(Transport from, String encoded) {
        try {
            receive(from, PacketCodec.decode(encoded));
            return true;
        } catch (PacketException e) {
            LOG.log(Level.DEBUG, "{0}: {1}", sid, e.getMessage());
            fail(from, CloseReason.PARSE_ERROR);
            return false;
        }
    }

    void receive(Transport from, Packet packet) {
        if (from != transport) {
            receiveProbe(from, packet);
            return;
        }
        switch (packet.type()) {
            case MESSAGE -> deliver(packet);
            case PONG -> heartbeat.pong();
            case CLOSE -> closedByClient();
            case PING -> abort(CloseReason.TRANSPORT_ERROR); // only servers ping in this revision
            case OPEN, UPGRADE, NOOP -> LOG.log(Level.TRACE, "{0}: {1} has no meaning here", sid, packet);
        }
    }

    private void deliver(Packet packet) {
        if (state != State.OPEN) {
            return;
        }
        try {
            if (packet instanceof Packet.Binary binary) {
                handler.onBinary(binary.bytes());
            } else if (packet instanceof Packet.Text text) {
                handler.onText(text.data());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The handler of connection " + sid + " failed; the connection is closed", e);
            abort(CloseReason.FORCED_CLOSE);
        }
    }

    /** A transport broke; one that was only being probed takes nothing else with it. */
    void fail(Transport broken, CloseReason reason) {
        if (broken == transport) {
            abort(reason);
            dispose(); // if it was closing: there is nothing more to wait for
            return;
        }
        Upgrade failed;
        synchronized (this) {
            failed = upgrade != null && upgrade.probe() == broken ? upgrade : null;
            if (failed != null) {
                upgrade = null;
            }
        }
        if (failed != null) {
            failed.cancel();
        }
    }

    // Polling

    /** A GET request arrived, to wait for packets. */
    void poll(PollingTransport.Poll poll) {
        if (isLate()) {
            poll.refuse(EngineError.UNKNOWN_SID);
            return;
        }
        boolean taken;
        boolean probed;
        synchronized (this) {
            if (state == State.CLOSED || !(transport instanceof PollingTransport polling)) {
                poll.refuse(state == State.CLOSED ? EngineError.UNKNOWN_SID : EngineError.BAD_REQUEST);
                return;
            }
            taken = polling.offer(poll);
            probed = upgrade != null && upgrade.isProbed();
        }
        if (!taken) {
            poll.refuse(EngineError.BAD_REQUEST);
            abort(CloseReason.TRANSPORT_ERROR);
            return;
        }
        if (probed) {
            server.timers().after(Upgrade.POLL_PATIENCE, this::endPollOfUpgradingClient);
        }
        drain();
    }

    /** What to do when the request that polls now is lost: nothing, if the client has moved on by then. */
    Runnable lostPoll() {
        Transport polling = transport;
        return () -> fail(polling, CloseReason.TRANSPORT_ERROR);
    }

    /** The polling transport while it is the one in use. */
    Optional<PollingTransport> polling() {
        return transport instanceof PollingTransport polling ? Optional.of(polling) : Optional.empty();
    }

    /** Whether the client has missed its heartbeat; if so the connection is over. */
    boolean isLate() {
        boolean late = heartbeat.isLate();
        if (late) {
            abort(CloseReason.PING_TIMEOUT);
        }
        return late;
    }

    private void endPollOfUpgradingClient() {
        synchronized (this) {
            if (state != State.OPEN || upgrade == null || !transport.isWritable() || !outbox.isEmpty()) {
                return;
            }
            outbox.add(Packet.NOOP);
        }
        drain();
    }

    // Upgrading

    /**
     * A WebSocket was opened for this connection, to be probed.
     *
     * @return false when it cannot be: it is one already, or another upgrade is under way
     */
    boolean beginUpgrade(Transport probe) {
        synchronized (this) {
            if (state != State.OPEN || upgrade != null || transport.name() != TransportName.POLLING) {
                return false;
            }
            upgrade = new Upgrade(
                    probe,
                    server.timers()
                            .after(server.options().upgradeTimeout(), () -> fail(probe, CloseReason.TRANSPORT_ERROR)));
            return true;
        }
    }

    private void receiveProbe(Transport from, Packet packet) {
        boolean ping = false;
        boolean upgraded = false;
        synchronized (this) {
            if (upgrade == null || upgrade.probe() != from || state != State.OPEN) {
                return;
            }
            // One answer only: a client that does not read could have any number of them queued in the container.
            if (!upgrade.isProbed() && isProbe(packet)) {
                upgrade.markProbed();
                ping = true;
            } else if (packet.type() == PacketType.UPGRADE && upgrade.isProbed()) {
                replaced = (PollingTransport) transport;
                transport = from;
                upgrade.finish();
                upgrade = null;
                upgraded = true;
            }
        }
        if (ping) {
            from.write(List.of(Packet.PONG_PROBE), ok -> endPollOfUpgradingClient());
        } else if (upgraded) {
            drain();
        } else {
            fail(from, CloseReason.PARSE_ERROR);
        }
    }

    private static boolean isProbe(Packet packet) {
        return packet.type() == PacketType.PING && packet.encoded().equals("2probe");
    }
}
