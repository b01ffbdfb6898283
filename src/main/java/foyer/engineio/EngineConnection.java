package foyer.engineio;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The life of one connection: open, closing (the last packets are on their way), closed.
 *
 * <p>The monitor guards the state, the {@link Writer} and the {@link PollingPhase}. It is held for a few instructions
 * only: never while the container writes, never while the handler runs.
 */
final class EngineConnection implements Connection, Writer.Owner {

    private static final System.Logger LOG = System.getLogger(EngineConnection.class.getName());

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final EngineServer server;
    private final String sid;
    private final Handshake handshake;
    private final Heartbeat heartbeat;
    private final Writer writer;
    private final Optional<PollingPhase> polling;

    private volatile State state = State.OPEN;
    private ConnectionHandler handler;
    private CloseReason closeReason;
    private boolean closeNotified;
    private Timers.Timer lingering;

    EngineConnection(EngineServer server, String sid, Handshake handshake, Transport transport) {
        EngineOptions options = server.options();
        this.server = server;
        this.sid = sid;
        this.handshake = handshake;
        this.writer = new Writer(this, new Outbox(options.queuePackets(), options.queueBytes()), transport);
        this.polling = transport.name() == TransportName.POLLING
                ? Optional.of(new PollingPhase(this, writer, server.timers(), options))
                : Optional.empty();
        this.heartbeat = new Heartbeat(
                options,
                server.timers(),
                System::nanoTime,
                () -> send(Packet.PING),
                () -> abort(CloseReason.PING_TIMEOUT));
    }

    /** Says hello and hands the connection to the application; messages may be delivered after this. */
    void open(EngineApplication application) {
        send(server.openPacket(sid, transport()));
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
        return writer.transport().name();
    }

    @Override
    public Executor writingThread() {
        return writer.transport().thread();
    }

    @Override
    public boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public void send(Packet packet) {
        send(List.of(packet));
    }

    @Override
    public void send(List<Packet> packets) {
        boolean accepted;
        boolean batch;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            accepted = writer.offer(packets);
            batch = writer.hasBatch();
        }
        if (!accepted) {
            abort(CloseReason.SLOW_CONSUMER);
        } else if (batch) {
            writer.drainNow();
        } else {
            writer.drain();
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
            writer.clear();
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
        writer.finish(farewell);
        lingering = server.timers().after(server.options().stallTimeout(), this::dispose);
    }

    private void finishClosing(CloseReason reason) {
        LOG.log(Level.DEBUG, "{0} closes: {1}", sid, reason);
        stopUpgradeAndHeartbeat();
        writer.drain();
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
        polling.ifPresent(PollingPhase::end);
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
        writer.stop();
        if (lingering != null) {
            lingering.cancel();
        }
    }

    /** Nothing is left of the connection after this. */
    private void release() {
        server.forget(this);
        writer.transport().close(closeReason);
    }

    // Writing

    @Override
    public void lastPollBegins() {
        // Forgotten before the client can have the answer: its next request must find nothing.
        server.forget(this);
    }

    @Override
    public void allWritten() {
        dispose();
    }

    @Override
    public void writeFailed() {
        abort(CloseReason.TRANSPORT_ERROR);
        dispose();
    }

    /** What waits to be written. */
    synchronized Backlog backlog() {
        return writer.backlog();
    }

    /** Cuts a client that has not taken a write within the stall time-out. */
    void cutIfStalled(long nanoTime) {
        if (writer.isStalled(nanoTime, server.options().stallTimeout().toNanos())) {
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
        if (from != writer.transport()) {
            polling.ifPresent(phase -> phase.receiveProbe(from, packet));
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
        if (broken == writer.transport()) {
            abort(reason);
            dispose(); // if it was closing: there is nothing more to wait for
        } else {
            polling.ifPresent(phase -> phase.probeFailed(broken));
        }
    }

    // Polling

    /** A GET request arrived, to wait for packets. */
    void poll(PollingTransport.Poll poll) {
        if (isLate()) {
            poll.refuse(EngineError.UNKNOWN_SID);
            return;
        }
        polling.ifPresentOrElse(phase -> phase.poll(poll), () -> poll.refuse(EngineError.BAD_REQUEST));
    }

    /** What to do when the request that polls now is lost: nothing, if the client has moved on by then. */
    Runnable lostPoll() {
        Transport present = writer.transport();
        return () -> fail(present, CloseReason.TRANSPORT_ERROR);
    }

    /** The polling transport while it is the one in use. */
    Optional<PollingTransport> polling() {
        return writer.transport() instanceof PollingTransport present ? Optional.of(present) : Optional.empty();
    }

    /** Whether the client has missed its heartbeat; if so the connection is over. */
    boolean isLate() {
        boolean late = heartbeat.isLate();
        if (late) {
            abort(CloseReason.PING_TIMEOUT);
        }
        return late;
    }

    /**
     * A WebSocket was opened for this connection, to be probed.
     *
     * @return false when it cannot be: it is one already, or another upgrade is under way
     */
    boolean beginUpgrade(Transport probe) {
        return polling.isPresent() && polling.get().beginUpgrade(probe);
    }
}
