package foyer.engineio;

import java.time.Duration;

/**
 * How an engine behaves; the defaults are those of the reference server where it has them.
 *
 * @param pingInterval time between a pong and the next ping
 * @param pingTimeout time a client has for its pong
 * @param maxPayload bytes in one message of a client, and in one polling request
 * @param upgradeTimeout time a client has to finish an upgrade it began
 * @param queuePackets packets that may wait for one client; 0 for no limit
 * @param queueBytes bytes that may wait for one client; 0 for no limit
 * @param stallTimeout time one write to a client may take, and time a closed polling client has to fetch
 *     its last packets
 */
public record EngineOptions(
        Duration pingInterval,
        Duration pingTimeout,
        int maxPayload,
        Duration upgradeTimeout,
        int queuePackets,
        int queueBytes,
        Duration stallTimeout) {

    public static EngineOptions defaults() {
        return new EngineOptions(
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                1_000_000,
                Duration.ofSeconds(10),
                1000,
                1 << 20,
                Duration.ofSeconds(10));
    }
}
