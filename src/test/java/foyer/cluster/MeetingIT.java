package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.testing.NodeScript;
import foyer.testing.RestClient.Answer;
import foyer.testing.cluster.ClusterExtension;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TcpProxy;
import foyer.testing.cluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guests of different nodes meet as if there were one. */
@ManyNodes
class MeetingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Ping interval and ping time-out of {@link ClusterExtension} together, and some for a busy machine. */
    private static final Duration UNTIL_LOSS_IS_FOUND = Duration.ofSeconds(16 + 4);

    private final TestCluster cluster;

    MeetingIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void nobodyIsThere() {
        Counts.awaitNobody(cluster);
    }

    @Test
    void twoGuestsOfDifferentNodesMeetTalkCallAndPart() {
        try (Meeting meeting = Meeting.between(cluster.node(0), cluster.node(1))) {
            Counts.await(cluster.nodes(), 2, 2, 0, 1);
            meeting.talk("hello");
            meeting.one().emit("chat:typing:start");
            assertThat(meeting.other().await("chat:typing:start").text("userId"))
                    .isEqualTo(meeting.one().id());
            for (String signal :
                    List.of("offer", "answer", "ice-candidate", "call-end", "call-reject", "call-timeout")) {
                meeting.other()
                        .emit(
                                "webrtc:" + signal,
                                "{\"offer\":{\"sdp\":\"x\"},\"answer\":{},\"candidate\":{},\"type\":\"video\"}");
                assertThat(meeting.one().await("webrtc:" + signal).text("from"))
                        .isEqualTo(meeting.other().id());
            }
            meeting.other().emit("leave-room");

            assertThat(meeting.one().await("room:closed").text("reason")).isEqualTo("user_left");
            Counts.await(cluster.nodes(), 2, 2, 0, 0);
            meeting.one().emit("chat:message", "{\"type\":\"text\",\"content\":\"still there?\"}");
            assertThat(meeting.one().await("chat:error").text("code")).isEqualTo("NOT_IN_ROOM");
        }
    }

    @Test
    void aFileIsServedByEveryNodeAndGoesWithTheRoom() {
        try (Meeting meeting = Meeting.between(cluster.node(0), cluster.node(1))) {
            byte[] content = new Random(1)
                    .ints(3_000_000, 'a', 'z')
                    .mapToObj(c -> Character.toString(c))
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.US_ASCII);
            Answer upload = meeting.send(content);
            assertThat(upload.status()).as(upload.text()).isEqualTo(200);

            for (FoyerNode node : cluster.nodes()) {
                assertThat(Meeting.fetch(node, upload).text())
                        .isEqualTo(new String(content, StandardCharsets.US_ASCII));
            }
            assertThat(Meeting.upload(meeting.other().visitor().rest(), meeting.roomId(), content)
                            .status())
                    .isEqualTo(200);
            assertThat(cluster.keys()).contains("room:" + meeting.roomId() + ":files", "files:bytes");

            meeting.one().emit("leave-room");
            meeting.other().await("room:closed");
            await().atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(cluster.nodes())
                            .allSatisfy(node -> assertThat(
                                            Meeting.fetch(node, upload).status())
                                    .isEqualTo(404)));
            assertThat(Meeting.upload(meeting.one().visitor().rest(), meeting.roomId(), content)
                            .status())
                    .isEqualTo(403);
            assertThat(cluster.keys()).noneMatch(key -> key.startsWith("file") || key.startsWith("room:"));
        }
    }

    /** A page is loaded anew, and the load balancer sends it elsewhere. */
    @Test
    void whoComesBackAtAnotherNodeGoesOnInItsRoom() {
        try (Meeting meeting = Meeting.between(cluster.node(0), cluster.node(1))) {
            meeting.one().close();
            meeting.other().await("room:partner_away");
            Guest back = meeting.one().again(cluster.node(2));
            meeting.other().await("room:partner_back");

            back.await("user:matched");
            new Meeting(back, meeting.other(), meeting.roomId()).talk("again");
            assertThat(meeting.other().heard("room:closed")).isEmpty();
        }
    }

    /** Each hears of the other what it has to, on every tab and every node. */
    @Test
    void aGuestWithTabsAtTwoNodesHearsEverythingAtBoth() {
        try (Meeting meeting = Meeting.between(cluster.node(0), cluster.node(1))) {
            Guest tab = meeting.one().again(cluster.node(2));
            tab.await("user:matched");
            meeting.other().emit("chat:message", "{\"type\":\"text\",\"content\":\"to both\"}");
            for (Guest each : List.of(meeting.one(), tab)) {
                assertThat(each.await("chat:message").text("content")).isEqualTo("to both");
            }
            meeting.one().close();
            meeting.other().emit("chat:message", "{\"type\":\"text\",\"content\":\"to one\"}");
            assertThat(tab.await("chat:message").text("content")).isEqualTo("to one");
            assertThat(meeting.other().heard("room:partner_away")).isEmpty();
        }
    }

    @Test
    void aGuestWhoseNetworkIsLostWithoutAWordIsFoundAndCleanedUpOnce() {
        try (TcpProxy line = new TcpProxy(cluster.node(0).port());
                Meeting meeting = Meeting.between(cluster.node(2), cluster.node(1))) {
            Guest tab = meeting.one().again(meeting.one().visitor().rest().at(line.port()));
            tab.await("user:matched");
            meeting.one().close();
            line.cut();

            meeting.other().await("room:partner_away", UNTIL_LOSS_IS_FOUND);
            assertThat(meeting.other().await("room:closed").text("reason")).isEqualTo("user_disconnected");
            Counts.await(cluster.nodes(), 1, 1, 0, 0);
            meeting.other().settle();
            assertThat(meeting.other().heard("room:closed")).hasSize(1);
        }
    }

    @Test
    void theStockClientFindsOneFoyerWhateverNodeItComesTo() throws Exception {
        script("stock-client.test.mjs").run();
    }

    @Test
    void twoStockClientsMeetTalkAndPartInEveryWayThereIs() throws Exception {
        script("rooms.test.mjs").run();
    }

    @Test
    void whatStockClientsSendEachOtherGoesWithTheRoomInEveryWayThereIs() throws Exception {
        script("room-files.test.mjs").run();
    }

    @Test
    void fiveHundredGuestsAtThreeNodesFindPartnersInOneInstant() throws Exception {
        script("crowd.test.mjs")
                .with("FOYER_CROWD", 500)
                .with("FOYER_ROUNDS", 3)
                .run();
    }

    private NodeScript script(String name) {
        return new NodeScript(name)
                .within(PATIENCE)
                .with("FOYER_GRACE_MS", 1000)
                .with(
                        "FOYER_URL",
                        cluster.nodes().stream()
                                .map(node -> "http://127.0.0.1:" + node.port())
                                .collect(Collectors.joining(",")));
    }
}
