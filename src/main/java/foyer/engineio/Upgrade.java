package foyer.engineio;

import java.time.Duration;

/**
 * A WebSocket that a polling connection may change to: opened, then probed, then used. Guarded by its
 * connection.
 */
final class Upgrade {

    /**
     * How long a poll that arrives during the upgrade is left waiting. The client ends its polls before it
     * sends the upgrade packet, so that packet is most likely under way already.
     */
    static final Duration POLL_PATIENCE = Duration.ofMillis(50);

    private final Transport probe;
    private final Timers.Timer timeout;
    private boolean probed;

    Upgrade(Transport probe, Timers.Timer timeout) {
        this.probe = probe;
        this.timeout = timeout;
    }

    Transport probe() {
        return probe;
    }

    boolean isProbed() {
        return probed;
    }

    void markProbed() {
        probed = true;
    }

    /** The WebSocket is the connection's transport now. */
    void finish() {
        timeout.cancel();
    }

    /** The upgrade came to nothing; the connection goes on polling. */
    void cancel() {
        timeout.cancel();
        probe.close(CloseReason.TRANSPORT_CLOSE);
    }
}
