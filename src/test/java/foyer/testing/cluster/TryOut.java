package foyer.testing.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Foyer on three nodes, for trying things: {@code mvn -Pcluster}. The load balancer takes the port that is given, the nodes the next three. All
 * processes end with this one.
 */
public final class TryOut {

    private static final int SIZE = 3;
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private TryOut() {}

    /**
     * @param arguments the port
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        IntStream.rangeClosed(port, port + SIZE)
                .filter(each -> !Ports.isFree(each))
                .findFirst()
                .ifPresent(taken -> {
                    throw new IllegalStateException("Port " + taken + " is taken, and " + port + " to " + (port + SIZE)
                            + " are needed. Take others with -Dfoyer.port=9090");
                });
        say("Foyer starts on three nodes. On two processors that takes about half a minute.");
        try (TestCluster cluster = new TestCluster(Map.of("foyer.proxies", "127.0.0.1"))) {
            IntStream.rangeClosed(1, SIZE)
                    .forEach(i ->
                            cluster.add(port + i, TestCluster.WAR, Map.of()).launch());
            for (FoyerNode node : cluster.nodes()) {
                node.awaitReady();
                say(node.name() + " is ready");
            }
            Optional<LoadBalancer.Kind> kind = Stream.of(LoadBalancer.Kind.values())
                    .filter(each -> each.find().isPresent())
                    .findFirst();
            kind.ifPresent(installed -> LoadBalancer.start(installed, port, cluster.nodes()));
            say(describe(cluster, port, kind));
            watch(cluster);
        }
    }

    private static String describe(TestCluster cluster, int port, Optional<LoadBalancer.Kind> kind) {
        List<String> lines = new ArrayList<>(List.of("", "Foyer runs on three nodes:", ""));
        lines.add(
                kind.map(installed -> line("http://localhost:" + port, installed + ", in front of the nodes"))
                        .orElse(
                                "  There is no load balancer, for neither haproxy nor nginx is installed: use the nodes' own addresses"));
        for (FoyerNode node : cluster.nodes()) {
            lines.add(line(
                    "http://localhost:" + node.port(),
                    node.name() + ", process " + node.pid() + ", log " + node.logFile()));
        }
        lines.add(line(cluster.redis().url(), "Redis"));
        lines.addAll(List.of(
                "",
                "To see what happens when a node dies: kill -9 "
                        + cluster.node(0).pid(),
                "Everything is stopped with Ctrl+C."));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String address, String what) {
        return String.format("  %-26s %s", address, what);
    }

    /** Tells of every node that ends, until somebody stops us. */
    private static void watch(TestCluster cluster) throws InterruptedException {
        List<FoyerNode> alive = new ArrayList<>(cluster.nodes());
        while (!alive.isEmpty()) {
            Thread.sleep(GLANCE.toMillis());
            for (FoyerNode node : List.copyOf(alive)) {
                if (!node.isAlive()) {
                    alive.remove(node);
                    say(node.name() + " has ended");
                }
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
