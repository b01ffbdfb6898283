package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.RestClient;
import foyer.testing.Visitor;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.LoadBalancer;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole cluster is restarted, a node at a time, as docs/operating.md has it, and a chat goes on all the while. */
@ManyNodes
@Tag("cluster")
class RollingRestartIT {

    /** The delay and the window of a drain, as they are by default, and some. */
    private static final Duration UNTIL_EMPTY = Duration.ofSeconds(25);

    private final TestCluster cluster;

    RollingRestartIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void nobodyIsThere() {
        cluster.repair();
        Counts.awaitNobody(cluster);
    }

    @Test
    void aChatOutlivesTheRestartOfEveryNode() {
        ExecutorService returns = Executors.newFixedThreadPool(2);
        try (LoadBalancer balancer = LoadBalancer.required(LoadBalancer.Kind.HAPROXY, cluster.nodes())) {
            RestClient front = RestClient.of(balancer.url());
            Meeting chat = Meeting.of(Guest.of(Visitor.arrive(front)), Guest.of(Visitor.arrive(front)));
            List<Guest> all = new ArrayList<>(List.of(chat.one(), chat.other()));
            for (FoyerNode node : cluster.nodes()) {
                chat.talk("before " + node.name());
                RestClient operator = node.rest().bearing(cluster.operator().token("alice"));
                assertThat(operator.post("/api/admin/drain", "").status()).isEqualTo(200);

                Guest one = chat.one();
                Guest other = chat.other();
                CompletableFuture<Guest> moved = CompletableFuture.supplyAsync(() -> away(one, front), returns);
                chat = new Meeting(away(other, front), moved.join(), chat.roomId());
                all.addAll(List.of(chat.one(), chat.other()));
                Awaitility.await("nobody is at " + node.name())
                        .atMost(UNTIL_EMPTY)
                        .until(() -> connections(operator) == 0);
                chat.talk("without " + node.name());

                node.stop();
                node.launch().awaitReady();
            }
            chat.talk("at the end");
            assertThat(all.stream().distinct().count())
                    .as("somebody had to move")
                    .isGreaterThan(2);
            all.forEach(guest -> assertThat(guest.names()).doesNotContain("room:closed", "room:user_left"));
            chat.close();
        } finally {
            returns.shutdownNow();
        }
    }

    /** Comes back, as every client does, when its node has closed its connection; one who is at another node stays. */
    private static Guest away(Guest guest, RestClient front) {
        guest.settle();
        if (guest.heard("server:draining").isEmpty()) {
            return guest;
        }
        guest.awaitEnd(UNTIL_EMPTY);
        Guest back = guest.again(front);
        back.await("connection:established");
        return back;
    }

    private static long connections(RestClient operator) {
        return (Long) operator.get("/api/admin").data().get("connections");
    }
}
