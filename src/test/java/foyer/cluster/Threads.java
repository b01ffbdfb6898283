package foyer.cluster;

import foyer.testing.cluster.FoyerNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What the threads of a node wait for. */
final class Threads {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A frame of Foyer's or Jedis' in a thread that waits for a socket to Redis. */
    private static final String WAITS_FOR_REDIS = "redis.clients.jedis.Connection";

    /** The watch, the publisher and the subscriber. */
    private static final int ALWAYS = 3;

    private Threads() {}

    /**
     * Waits until no thread of a node waits for Redis but those that may.
     *
     * @param sentinels how many Sentinels there are, each of which has a listener
     */
    static void awaitNoneStuck(FoyerNode node, int sentinels) {
        Awaitility.await("no more than the watch, the publisher, the subscriber and " + sentinels
                        + " listeners wait for Redis in " + node.name())
                .atMost(PATIENCE)
                .until(() -> waiting(node.threads()) <= ALWAYS + sentinels);
    }

    private static long waiting(String threads) {
        return Stream.of(threads.split("\n\n"))
                .filter(thread -> thread.contains(WAITS_FOR_REDIS))
                .count();
    }
}
