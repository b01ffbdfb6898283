package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient.Answer;
import foyer.testing.cluster.ClusterExtension;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import foyer.testing.probe.ShiftedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node whose clock is half a minute ahead, seven leases: the time that counts is Redis'. */
@ManyNodes
@Tag("cluster")
class WrongClockIT {

    private static final Path WAR = Path.of("target", "cluster", "wrong-clock.war");

    /** Of {@link ClusterExtension}. */
    private static final Duration LEASE = Duration.ofSeconds(4);

    private final TestCluster cluster;

    WrongClockIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aNodeWithAWrongClockLosesNoLeaseAndTakesNobodyElses() {
        FoyerArchive.product()
                .addClass(ShiftedClock.class)
                .as(ZipExporter.class)
                .exportTo(WAR.toFile(), true);
        Counts.awaitNobody(cluster);
        List<String> before = nodes();
        try (FoyerNode wrong = cluster.newNode("wrong-clock", WAR, Map.of(ShiftedClock.OFFSET, "PT30S"))) {
            wrong.launch().awaitReady();
            Guest ahead = Guest.at(wrong);
            assertThat(Duration.between(
                            Instant.now(),
                            Instant.parse(ahead.await("connection:established").text("serverTime"))))
                    .as("the clock is wrong indeed")
                    .isGreaterThan(Duration.ofSeconds(25));
            Meeting meeting = Meeting.of(ahead, Guest.at(cluster.node(1)));
            Answer file = meeting.send("from the future".getBytes(StandardCharsets.US_ASCII));
            assertThat(file.status()).as(file.text()).isEqualTo(200);

            Instant end = Instant.now().plus(LEASE.multipliedBy(2));
            Awaitility.await()
                    .atMost(LEASE.multipliedBy(3))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        assertThat(nodes()).hasSize(4).containsAll(before);
                        assertThat(Stream.of(meeting.one(), meeting.other())).allMatch(Guest::isOpen);
                        return Instant.now().isAfter(end);
                    });

            meeting.talk("at two times");
            assertThat(Meeting.fetch(cluster.node(2), file).status()).isEqualTo(200);
            assertThat(Meeting.fetch(wrong, file).status()).isEqualTo(200);
            Counts.await(Stream.of(cluster.node(0), wrong).toList(), 2, 2, 0, 1);
            meeting.one().again(cluster.node(2)).await("user:matched");
            assertThat(meeting.other().heard("room:closed")).isEmpty();
            meeting.close();
        }
        Counts.awaitNobody(cluster);
    }

    private List<String> nodes() {
        return ((List<?>) cluster.redis().command("ZRANGE", "foyer:nodes", "0", "-1"))
                .stream().map(TestCluster::text).toList();
    }
}
