package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.RestClient.Answer;
import foyer.testing.Wire;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Redis is in trouble: sockets stay, guests of one node go on talking, readiness says what is wrong, no thread is stuck; and when Redis is
 * back, what it knows is what is really there.
 */
@ManyNodes
@Tag("cluster")
class RedisTroubleIT {

    /** A little more than {@code foyer.redis.timeout}. */
    private static final Duration SLOW = Duration.ofMillis(2200);

    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(10);
    private static final Duration UNTIL_WHOLE = Duration.ofSeconds(15);

    private final TestCluster cluster;
    private Meeting near;
    private Meeting far;

    RedisTroubleIT(TestCluster cluster) {
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
        cluster.forgetData();
        cluster.repair();
        Stream.of(near, far).filter(Objects::nonNull).forEach(Meeting::close);
        Counts.awaitNobody(cluster);
    }

    @Test
    void stoppedAndStartedWithoutItsData() {
        cluster.redis().kill();
        assertThatItIsBorne("cannot be reached");
        cluster.redis().begin();
        assertThatAllIsWholeAgain();
    }

    @Test
    void stoppedAndStartedWithItsData() {
        cluster.redis().command("SAVE");
        cluster.redis().kill();
        assertThatItIsBorne("cannot be reached");
        cluster.redis().begin();
        assertThatAllIsWholeAgain();
    }

    @Test
    void emptied() {
        cluster.redis().command("FLUSHALL");
        assertThatAllIsWholeAgain();
    }

    @Test
    void frozen() {
        cluster.redis().freeze();
        assertThatItIsBorne("does not answer");
        cluster.redis().thaw();
        assertThatAllIsWholeAgain();
    }

    @Test
    void slow() {
        cluster.nodes()
                .forEach(node -> cluster.network(cluster.nodes().indexOf(node)).delay(SLOW));
        assertThatItIsBorne("does not answer in time");
        cluster.nodes()
                .forEach(node -> cluster.network(cluster.nodes().indexOf(node)).heal());
        assertThatAllIsWholeAgain();
    }

    @Test
    void full() {
        cluster.redis().command("CONFIG", "SET", "maxmemory", "1");
        assertThatItIsBorne("is full");
        assertThat(cluster.node(0).log()).contains("Redis is full (OOM). Give it more maxmemory");
        cluster.redis().command("CONFIG", "SET", "maxmemory", "0");
        assertThatAllIsWholeAgain();
    }

    /** As a replica is, after a failover that took away its master. */
    @Test
    void readOnly() {
        cluster.redis().command("REPLICAOF", "127.0.0.1", "1");
        assertThatItIsBorne("takes no writes");
        assertThat(cluster.node(0).log()).contains("Redis is a read-only replica");
        cluster.redis().command("REPLICAOF", "NO", "ONE");
        assertThatAllIsWholeAgain();
    }

    /** What a guest does while Redis is away is what Redis knows when it is back. */
    @Test
    void whoGoesMeanwhileIsGoneAfterwards() {
        Guest alone = Guest.at(cluster.node(2));
        cluster.redis().kill();
        awaitNotReady();
        alone.disconnect();
        far.one().disconnect();
        cluster.redis().begin();

        far.other().await("room:closed", UNTIL_WHOLE);
        awaitReady();
        Counts.await(cluster.nodes(), 3, 3, 0, 1);
        near.talk("still here");
    }

    private void assertThatItIsBorne(String trouble) {
        awaitNotReady();
        near.talk("Redis " + trouble);
        far.one().emit("chat:message", "{\"type\":\"text\",\"content\":\"anybody there?\"}");
        Awaitility.await()
                .atMost(UNTIL_NOTICED)
                .until(() -> Stream.of("chat:error", "chat:message:sent")
                        .anyMatch(answer -> !far.one().heard(answer).isEmpty()));

        assertThat(cluster.nodes()).allSatisfy(node -> {
            assertThat(node.rest().get("/health/live").status()).isEqualTo(200);
            Answer refused = node.rest().post("/api/guest", "{}");
            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(refused.envelope()).containsEntry("code", "UNAVAILABLE");
            try (Wire wire = Wire.webSocket(node.rest())) {
                assertThat(wire.connect(near.one().visitor().token()))
                        .startsWith("44")
                        .contains("UNAVAILABLE");
            }
        });
        near.one().emit("user:match:cancel");
        near.one().await("user:match:cancel:error");
        assertThat(Stream.of(near.one(), near.other(), far.one(), far.other())).allMatch(Guest::isOpen);
        cluster.nodes().forEach(node -> Threads.awaitNoneStuck(node, 0));
    }

    private void assertThatAllIsWholeAgain() {
        awaitReady();
        Counts.await(cluster.nodes(), 4, 4, 0, 2);
        near.talk("all is well");
        far.talk("all is well");
        Guest late = Guest.at(cluster.node(2));
        late.await("connection:established");
        late.visitor().end();
        assertThat(Stream.of(near.one(), near.other(), far.one(), far.other())).allSatisfy(guest -> {
            assertThat(guest.isOpen()).isTrue();
            assertThat(guest.heard("room:closed")).isEmpty();
            assertThat(guest.heard("user:matched")).hasSize(1);
        });
    }

    private void awaitNotReady() {
        for (FoyerNode node : cluster.nodes()) {
            Awaitility.await("readiness of " + node.name())
                    .atMost(UNTIL_NOTICED)
                    .until(() -> !node.isReady());
        }
    }

    private void awaitReady() {
        for (FoyerNode node : cluster.nodes()) {
            Awaitility.await("readiness of " + node.name()).atMost(UNTIL_WHOLE).until(node::isReady);
        }
    }
}
