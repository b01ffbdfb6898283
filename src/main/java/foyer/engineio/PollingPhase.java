package foyer.engineio;

import java.util.List;
import java.util.Optional;

/**
 * The time in which a connection polls: its GET requests, and the change to a WebSocket that ends it. Guarded by the
 * connection's monitor. A connection that begins with a WebSocket has none.
 */
final class PollingPhase {

    private final EngineConnection connection;
    private final Writer writer;
    private final Timers timers;
    private final EngineOptions options;
    private Optional<Upgrade> upgrade = Optional.empty();

    PollingPhase(EngineConnection connection, Writer writer, Timers timers, EngineOptions options) {
        this.connection = connection;
        this.writer = writer;
        this.timers = timers;
        this.options = options;
    }

    /** A GET request arrived, to wait for packets. */
    void poll(PollingTransport.Poll poll) {
        boolean taken;
        boolean probed;
        synchronized (connection) {
            if (connection.isClosed() || !(writer.transport() instanceof PollingTransport polling)) {
                poll.refuse(connection.isClosed() ? EngineError.UNKNOWN_SID : EngineError.BAD_REQUEST);
                return;
            }
            taken = polling.offer(poll);
            probed = upgrade.isPresent() && upgrade.get().isProbed();
        }
        if (!taken) {
            poll.refuse(EngineError.BAD_REQUEST);
            connection.abort(CloseReason.TRANSPORT_ERROR);
            return;
        }
        if (probed) {
            timers.after(Upgrade.POLL_PATIENCE, this::endPollOfUpgradingClient);
        }
        writer.drain();
    }

    private void endPollOfUpgradingClient() {
        synchronized (connection) {
            if (!connection.isOpen() || upgrade.isEmpty()) {
                return;
            }
            writer.endPoll();
        }
        writer.drain();
    }

    /** See {@link EngineConnection#beginUpgrade}. */
    boolean beginUpgrade(Transport probe) {
        synchronized (connection) {
            if (!connection.isOpen()
                    || upgrade.isPresent()
                    || writer.transport().name() != TransportName.POLLING) {
                return false;
            }
            upgrade = Optional.of(new Upgrade(probe, timers.after(options.upgradeTimeout(), () -> probeFailed(probe))));
            return true;
        }
    }

    /** A packet came over a transport that is not the one in use. */
    void receiveProbe(Transport from, Packet packet) {
        Upgrade.Step step;
        synchronized (connection) {
            if (!isProbe(from) || !connection.isOpen()) {
                return;
            }
            step = upgrade.get().receive(packet);
            if (step == Upgrade.Step.UPGRADED) {
                upgrade.get().finish();
                upgrade = Optional.empty();
                writer.upgradeTo(from);
            }
        }
        switch (step) {
            case PROBED -> from.write(List.of(Packet.PONG_PROBE), ok -> endPollOfUpgradingClient());
            case UPGRADED -> writer.drain();
            case FAILED -> probeFailed(from);
        }
    }

    /** A transport that is not the one in use broke: if it is the probe, the connection goes on polling. */
    void probeFailed(Transport broken) {
        Optional<Upgrade> failed;
        synchronized (connection) {
            failed = isProbe(broken) ? takeUpgrade() : Optional.empty();
        }
        failed.ifPresent(Upgrade::cancel);
    }

    /** The connection ends. */
    void end() {
        Optional<Upgrade> unfinished;
        synchronized (connection) {
            unfinished = takeUpgrade();
        }
        unfinished.ifPresent(Upgrade::cancel);
    }

    private boolean isProbe(Transport transport) {
        return upgrade.isPresent() && upgrade.get().probe() == transport;
    }

    private Optional<Upgrade> takeUpgrade() {
        Optional<Upgrade> taken = upgrade;
        upgrade = Optional.empty();
        return taken;
    }
}
