package foyer.bench.server;

import java.util.Map;
import java.util.function.Function;

/**
 * What can be measured.
 *
 * @param name as in {@code --targets}
 * @param title as in tables and pictures
 * @param protocol what it speaks
 * @param nodes how many nodes it has, which share a Redis when there are several
 * @param starter starts it, with Foyer's settings, which others ignore
 */
public record Target(
        String name, String title, Protocol protocol, int nodes, Function<Map<String, String>, Server> starter) {

    /** What a target speaks. */
    public enum Protocol {
        /** The contract, tokens included. */
        FOYER,
        /** As much of the contract as scenarios need, without tokens. */
        SOCKET_IO,
        /** WebSocket texts come back as they are. */
        ECHO
    }

    /** Starts it, and waits until it serves. */
    public Server start(Map<String, String> settings) {
        return starter.apply(settings);
    }

    /** Whether guests need tokens of {@code POST /api/guest}. */
    public boolean hasTokens() {
        return protocol == Protocol.FOYER;
    }
}
