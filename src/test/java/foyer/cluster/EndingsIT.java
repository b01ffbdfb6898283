package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.cluster.ClusterExtension;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can end a room, two at a time and from two nodes at once: it is cleaned up once, whoever comes first. */
@ManyNodes
@Tag("cluster")
class EndingsIT {

    private static final int ROUNDS = 3;

    /** The grace of {@link ClusterExtension}, and some. */
    private static final Duration UNTIL_OVER = Duration.ofSeconds(10);

    private final TestCluster cluster;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    EndingsIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void nobodyIsThere() {
        Counts.awaitNobody(cluster);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** What a guest does who has a tab at either of two nodes, or who is its partner at the third. */
    enum Deed {
        /** Both tabs are closed. */
        VANISH(true) {
            @Override
            void of(Scene scene) {
                scene.meeting.one().cut();
                scene.tab.cut();
            }
        },
        /** Both tabs say goodbye. */
        DISCONNECT(true) {
            @Override
            void of(Scene scene) {
                scene.meeting.one().disconnect();
                scene.tab.disconnect();
            }
        },
        LEAVE(true) {
            @Override
            void of(Scene scene) {
                scene.tab.emit("leave-room");
            }
        },
        /** The session is ended over REST at the second node. */
        END_SESSION(true) {
            @Override
            void of(Scene scene) {
                scene.meeting.one().visitor().at(scene.cluster.node(1).rest()).end();
            }
        },
        /** A new tab at the third node. */
        RECONNECT(false) {
            @Override
            void of(Scene scene) {
                try {
                    scene.more.add(scene.meeting.one().again(scene.cluster.node(2)));
                } catch (AssertionError e) {
                    // Refused, for the session has ended.
                }
            }
        },
        PARTNER_LEAVES(true) {
            @Override
            void of(Scene scene) {
                scene.meeting.other().emit("close-room");
            }
        };

        private final boolean ends;

        Deed(boolean ends) {
            this.ends = ends;
        }

        abstract void of(Scene scene);
    }

    /** One of a room has a tab at the first and the second node, its partner is at the third. */
    private static final class Scene {
        private final TestCluster cluster;
        private final Meeting meeting;
        private final Guest tab;
        private final List<Guest> more = new ArrayList<>();

        Scene(TestCluster cluster) {
            this.cluster = cluster;
            meeting = Meeting.between(cluster.node(0), cluster.node(2));
            tab = meeting.one().again(cluster.node(1));
            tab.await("user:matched");
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Deed.values())
                .flatMap(one -> Stream.of(Deed.values())
                        .filter(other -> one.compareTo(other) < 0)
                        .map(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoAtOnceFromTwoNodes(Deed one, Deed other) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Scene scene = new Scene(cluster);
            CyclicBarrier start = new CyclicBarrier(2);
            List<Future<?>> both = Stream.of(one, other)
                    .<Future<?>>map(deed -> threads.submit(() -> {
                        start.await();
                        try {
                            deed.of(scene);
                        } catch (UncheckedIOException e) {
                            // The other deed was faster: its socket is gone.
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> each : both) {
                each.get(UNTIL_OVER.toSeconds(), TimeUnit.SECONDS);
            }
            assertThatItEndedOnce(scene, one, other);
            cleanUp(scene);
        }
    }

    private void assertThatItEndedOnce(Scene scene, Deed... deeds) {
        Guest partner = scene.meeting.other();
        // Whoever is back in time goes on in its room: then nothing has ended.
        boolean mayGoOn = Stream.of(deeds).anyMatch(deed -> deed == Deed.VANISH || deed == Deed.DISCONNECT)
                && Stream.of(deeds).anyMatch(deed -> deed == Deed.RECONNECT);
        if (!mayGoOn) {
            Awaitility.await("the end of the room")
                    .atMost(UNTIL_OVER)
                    .until(() -> cluster.keys().stream().noneMatch(key -> key.startsWith("room")));
        } else {
            Awaitility.await("the end of the absence")
                    .atMost(UNTIL_OVER)
                    .until(() -> socketsOf(scene.meeting.one()) == scene.more.size()
                            && !cluster.keys().contains("away"));
        }
        boolean open = cluster.keys().contains("room:" + scene.meeting.roomId());
        partner.settle();
        assertThat(partner.heard("room:closed")).hasSizeLessThanOrEqualTo(open ? 0 : 1);
        assertThat(partner.heard("user:matched")).hasSize(1);
        if (!open && Stream.of(deeds).noneMatch(deed -> deed == Deed.PARTNER_LEAVES)) {
            assertThat(partner.heard("room:closed")).hasSize(1);
        }
        assertThat(Stream.of(deeds).anyMatch(deed -> deed.ends)).isTrue();
    }

    private int socketsOf(Guest guest) {
        return ((List<?>) cluster.redis().command("HVALS", "foyer:sockets:" + guest.id())).size();
    }

    private void cleanUp(Scene scene) {
        Stream.of(scene.meeting.one(), scene.meeting.other())
                .forEach(guest -> guest.visitor().rest().delete("/api/guest/me"));
        Counts.awaitNobody(cluster);
    }
}
