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

    /** How far an upgrade has come with a packet. */
    enum Step {
        /** The client has seen that the WebSocket is opened, and waits for the answer to it. */
        PROBED,
        /** The client has changed to the WebSocket. */
        UPGRADED,
        /** That was not the protocol. */
        FAILED
    }

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

    /** What a packet of the probe comes to. */
    Step receive(Packet packet) {
        // One answer only: a client that does not read could have any number of them queued in the container.
        if (!probed && isProbe(packet)) {
            probed = true;
            return Step.PROBED;
        }
        return probed && packet.type() == PacketType.UPGRADE ? Step.UPGRADED : Step.FAILED;
    }

    private static boolean isProbe(Packet packet) {
        return packet.type() == PacketType.PING && packet.encoded().equals("2probe");
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
