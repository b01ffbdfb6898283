package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.RedisProcess;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The master that the Sentinels name is another one: sockets stay, guests of one node go on talking, and the new master knows what is
 * really there, whether or not it was copied in time.
 */
@ManyNodes(sentinels = true)
@Tag("cluster")
class FailoverIT {

    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(15);
    private static final Duration UNTIL_WHOLE = Duration.ofSeconds(30);

    private final TestCluster cluster;
    private Meeting near;
    private Meeting far;

    FailoverIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Two guests of one node, and two of different ones. */
    @BeforeEach
    void meet() {
        cluster.repair();
        Counts.awaitNobody(cluster);
        near = Meeting.between(cluster.node(0), cluster.node(0));
        far = Meeting.between(cluster.node(1), cluster.node(2));
    }

    @AfterEach
    void part() {
        cluster.repair();
        Stream.of(near, far).filter(Objects::nonNull).forEach(Meeting::close);
        Counts.awaitNobody(cluster);
    }

    @Test
    void theMasterDies() {
        RedisProcess dead = cluster.redis();
        awaitCopied();
        dead.kill();
        awaitNotReady();
        near.talk("the master is dead");
        assertThat(guests()).allMatch(Guest::isOpen);
        awaitReady();
        assertThat(cluster.redis().port()).isNotEqualTo(dead.port());
        assertThatAllIsWhole();

        // It comes back as a replica, and nobody notices.
        cluster.sentinels().repair();
        assertThat(dead.text("INFO", "replication")).contains("role:slave");
        assertThatAllIsWhole();
    }

    @Test
    void anOperatorChangesTheMaster() {
        RedisProcess before = cluster.redis();
        cluster.sentinels().changeMaster();
        Awaitility.await().atMost(UNTIL_WHOLE).until(() -> cluster.redis().port() != before.port());
        near.talk("the master changes");
        Awaitility.await()
                .atMost(UNTIL_WHOLE)
                .until(() -> before.text("INFO", "replication").contains("role:slave"));
        awaitReady();
        assertThatAllIsWhole();
    }

    /** What guests did last was not copied: the new master is told of it by the nodes. */
    @Test
    void theMasterDiesAndTakesTheLatestWithIt() {
        Guest alone = Guest.at(cluster.node(1));
        awaitCopied();
        List<Guest> late = new ArrayList<>();
        List<RedisProcess> replicas = cluster.sentinels().replicas();
        cluster.sentinels().killMasterAfter(() -> {
            late.add(far.one().again(cluster.node(0)));
            late.add(Guest.at(cluster.node(2)));
            alone.disconnect();
            near.other().disconnect();
            near.one().await("room:closed");
        });
        Guest tab = late.get(0);
        Guest newcomer = late.get(1);
        assertThat(replicas).allSatisfy(replica -> {
            assertThat((List<?>) replica.command(
                            "HVALS", "foyer:sockets:" + far.one().id()))
                    .hasSize(1);
            assertThat((List<?>) replica.command("HVALS", "foyer:sockets:" + alone.id()))
                    .hasSize(1);
            assertThat((List<?>) replica.command(
                            "KEYS", "foyer:*" + newcomer.visitor().sessionId() + "*"))
                    .isEmpty();
        });

        awaitNotReady();
        awaitReady();
        Counts.await(cluster.nodes(), 4, 5, 0, 1);
        far.talk("we are still there");
        tab.settle();
        newcomer.settle();
        assertThat(newcomer.visitor().rest().get("/api/guest/me").status()).isEqualTo(200);
        assertThat(near.one().heard("room:closed")).hasSize(1);
        assertThat(near.one().heard("user:matched")).hasSize(1);
        assertThat(far.other().heard("room:closed")).isEmpty();
        assertThat(Stream.of(near.one(), far.one(), far.other(), tab, newcomer)).allMatch(Guest::isOpen);
        try (Meeting free = Meeting.of(newcomer, Guest.at(cluster.node(0)))) {
            free.talk("all is well");
        }
    }

    private List<Guest> guests() {
        return List.of(near.one(), near.other(), far.one(), far.other());
    }

    /** Both replicas have what the master had when this was called. */
    private void awaitCopied() {
        long offset = offset(cluster.redis(), "master_repl_offset");
        for (RedisProcess replica : cluster.sentinels().replicas()) {
            Awaitility.await().atMost(UNTIL_NOTICED).until(() -> offset(replica, "slave_repl_offset") >= offset);
        }
    }

    private static long offset(RedisProcess server, String name) {
        return server.text("INFO", "replication")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).trim()))
                .findFirst()
                .orElseThrow();
    }

    /** All nodes say so, if not all at the same time. */
    private void awaitNotReady() {
        Set<FoyerNode> unready = new HashSet<>();
        Awaitility.await("every node notices")
                .atMost(UNTIL_NOTICED)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    cluster.nodes().stream().filter(node -> !node.isReady()).forEach(unready::add);
                    return unready.size() == cluster.nodes().size();
                });
    }

    private void awaitReady() {
        for (FoyerNode node : cluster.nodes()) {
            Awaitility.await("readiness of " + node.name()).atMost(UNTIL_WHOLE).until(node::isReady);
        }
    }

    private void assertThatAllIsWhole() {
        Counts.await(cluster.nodes(), 4, 4, 0, 2);
        near.talk("all is well");
        far.talk("all is well");
        try (Meeting late = Meeting.between(cluster.node(0), cluster.node(2))) {
            late.talk("and new ones meet");
            Counts.await(cluster.nodes(), 6, 6, 0, 3);
        }
        Counts.await(cluster.nodes(), 4, 4, 0, 2);
        assertThat(guests()).allSatisfy(guest -> {
            assertThat(guest.isOpen()).isTrue();
            assertThat(guest.heard("room:closed")).isEmpty();
            assertThat(guest.heard("user:matched")).hasSize(1);
        });
        cluster.nodes()
                .forEach(
                        node -> Threads.awaitNoneStuck(node, cluster.sentinels().sentinels()));
    }
}
