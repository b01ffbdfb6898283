package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.Visitor;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** The statistics, as every node gives them: they are exact, and everywhere the same. */
final class Counts {

    /** A connection that nobody polls for any more is there until its ping has timed out: 16 seconds with the times of the tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Counts() {}

    /** What a node counts; asked by a visitor without a socket, who is counted among all users only. */
    static Map<String, Object> of(FoyerNode node, Visitor observer) {
        return new TreeMap<>(
                node.rest().bearing(observer.token()).get("/api/stats").data("stats"));
    }

    /** Waits until every node of these counts so many guests, sockets, searching ones and rooms. */
    static void await(List<FoyerNode> nodes, long online, long sockets, long searching, long rooms) {
        Visitor observer = Visitor.arrive(nodes.get(0).rest());
        Map<String, Object> expected = new TreeMap<>(Map.of(
                "onlineUsers", online, "activeUsers", sockets, "availableUsers", searching, "connectedUsers", rooms));
        try {
            for (FoyerNode node : nodes) {
                Awaitility.await("the counts of " + node.name())
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(100))
                        .untilAsserted(() -> {
                            Map<String, Object> counts = of(node, observer);
                            counts.remove("totalUsers");
                            assertThat(counts).isEqualTo(expected);
                        });
            }
        } finally {
            observer.end();
        }
    }

    /** Waits until nobody is left: not in the statistics, and not in Redis, but for what is forgotten within minutes by itself. */
    static void awaitNobody(TestCluster cluster) {
        await(cluster.nodes(), 0, 0, 0, 0);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(leftKeys(cluster)).isEmpty());
        cluster.forgetSessions();
    }

    /** The keys in Redis that speak of somebody who is there, of a room or of a file; sessions go on without a socket. */
    static List<String> leftKeys(TestCluster cluster) {
        return cluster.keys().stream()
                .filter(key -> !key.matches(
                        "nodes|epoch|probe|truce|signing-keys|sessions|(guest|session-of|ended|last|missed|unsaid):.*"))
                .toList();
    }
}
