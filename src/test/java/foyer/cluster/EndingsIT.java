package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.cluster.Scene.Deed;
import foyer.cluster.Scene.Order;
import foyer.testing.Wire;
import foyer.testing.cluster.ClusterExtension;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can end a room, two at a time from two nodes, in both orders and at once: it is cleaned up once, whoever comes
 * first.
 */
@ManyNodes
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndingsIT {

    /** The grace of {@link ClusterExtension}, and some. */
    private static final Duration UNTIL_OVER = Duration.ofSeconds(10);

    private final TestCluster cluster;
    private String operatorToken;

    EndingsIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void signIn() {
        operatorToken = cluster.operator().token("endings");
    }

    @BeforeEach
    void nobodyIsThere() {
        Counts.awaitNobody(cluster);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Deed.values())
                .flatMap(one -> Stream.of(Deed.values())
                        .filter(other -> one.compareTo(other) < 0)
                        .map(other -> Arguments.of(one, other)));
    }

    /** All orders at the same time, each in a room of its own. */
    @ParameterizedTest
    @MethodSource("pairs")
    void twoFromTwoNodes(Deed one, Deed other) {
        List<Scene> scenes = new ArrayList<>();
        for (Order order : Order.values()) {
            scenes.add(new Scene(cluster, operatorToken, one, other, order));
        }
        Instant moment = Scene.momentFor(one, other);
        scenes.forEach(scene -> scene.prepare(moment));
        scenes.forEach(scene -> scene.begin(moment));
        scenes.forEach(scene -> scene.awaitDeeds(UNTIL_OVER));
        scenes.forEach(this::assertThatItEndedOnce);
        scenes.forEach(Scene::cleanUp);
        Counts.awaitNobody(cluster);
    }

    /** What a deed that comes too late sees: an answer, and at once. */
    @Test
    void whoseSessionHasEndedAtAnotherNodeIsToldSo() {
        Guest guest = Guest.at(cluster.node(0));
        guest.visitor().at(cluster.node(1).rest()).end();
        long asked = System.nanoTime();
        assertThatThrownBy(() -> guest.again(cluster.node(2)))
                .isInstanceOf(Wire.Refused.class)
                .hasMessageContaining("SESSION_NOT_FOUND");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
    }

    private void assertThatItEndedOnce(Scene scene) {
        if (!scene.mayGoOn()) {
            Awaitility.await("the end of the room: " + scene)
                    .atMost(UNTIL_OVER)
                    .until(() -> cluster.keys().stream().noneMatch(scene::isKeyOfItsRoom));
        } else {
            Awaitility.await("the end of the absence: " + scene)
                    .atMost(UNTIL_OVER)
                    .until(() -> scene.sockets() == scene.openTabs()
                            && !cluster.keys().contains("away"));
        }
        boolean open = cluster.keys().contains("room:" + scene.roomId());
        Guest partner = scene.partner();
        partner.settle();
        assertThat(partner.heard("user:matched")).as(scene.toString()).hasSize(1);
        assertThat(partner.heard("room:closed"))
                .as("%s, %s", scene, partner.names())
                .hasSizeBetween(open || scene.partnerLeaves() ? 0 : 1, open ? 0 : 1);
        scene.assertThatTheFirstWasDone();
    }
}
