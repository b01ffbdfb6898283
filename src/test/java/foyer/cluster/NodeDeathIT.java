package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.RestClient.Answer;
import foyer.testing.cluster.ClusterExtension;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import foyer.testing.cluster.ManyNodes;
import foyer.testing.cluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node dies, or is taken for dead: the others clean up after it, once. */
@ManyNodes
class NodeDeathIT {

    private static final int CROWD = 200;
    private static final int FILES = 10;

    /** Of {@link ClusterExtension}. */
    private static final Duration LEASE = Duration.ofSeconds(4);

    private static final Duration UNTIL_CLEANED_UP = LEASE.plusSeconds(5);

    private final TestCluster cluster;

    NodeDeathIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void nobodyIsThere() {
        cluster.repair();
        Counts.awaitNobody(cluster);
    }

    @Test
    void whatAKilledNodeHeldIsCleanedUpWithinTheLeaseAndOnlyOnce() {
        List<Meeting> meetings = meetings(CROWD);
        List<Answer> files = meetings.stream()
                .limit(FILES)
                .map(meeting -> meeting.send("a file of the dead".getBytes(StandardCharsets.US_ASCII)))
                .toList();
        assertThat(files).allSatisfy(file -> assertThat(file.status()).isEqualTo(200));
        Counts.await(cluster.nodes(), 2 * CROWD, 2 * CROWD, 0, CROWD);
        String dead = nodeOf(meetings.get(0).one());
        List<FoyerNode> survivors = List.of(cluster.node(1), cluster.node(2));

        cluster.node(0).kill();
        long killed = System.nanoTime();
        for (Meeting meeting : meetings) {
            Guest.Event closed = meeting.other().await("room:closed", UNTIL_CLEANED_UP);
            assertThat(closed.text("reason")).isEqualTo("partner_offline");
            assertThat(closed.text("userId")).isEqualTo(meeting.one().id());
            assertThat(Duration.ofNanos(closed.at() - killed)).isLessThan(UNTIL_CLEANED_UP);
        }
        Counts.await(survivors, CROWD, CROWD, 0, 0);

        assertThat(meetings).allSatisfy(meeting -> {
            meeting.other().settle();
            assertThat(meeting.other().heard("room:closed")).hasSize(1);
        });
        assertThat(files)
                .allSatisfy(
                        file -> assertThat(Meeting.fetch(cluster.node(1), file).status())
                                .isEqualTo(404));
        List<String> keys = cluster.keys();
        System.out.println("What is left in Redis, besides " + CROWD + " guests who are online and " + CROWD
                + " sessions of those who are not: "
                + keys.stream()
                        .filter(key -> !key.matches("(guest|session-of|sockets|last|missed):.*"))
                        .toList());
        assertThat(keys).noneMatch(key -> key.contains(dead) || key.startsWith("room") || key.startsWith("file"));
        assertThat(keys.stream().filter(key -> key.startsWith("sockets:"))).hasSize(CROWD);
        assertThat(members("nodes")).doesNotContain(dead).hasSize(2);

        meetings.forEach(meeting -> {
            meeting.one().visitor().at(cluster.node(1).rest()).end();
            meeting.other().visitor().end();
        });
    }

    /** A guest of the dead node comes to another one, and finds its session; its room is over. */
    @Test
    void aGuestOfAKilledNodeGoesOnAtAnother() {
        Meeting meeting = meetings(1).get(0);
        cluster.node(0).kill();
        meeting.other().await("room:closed", UNTIL_CLEANED_UP);

        Guest back = meeting.one().again(cluster.node(2));
        assertThat(back.await("room:closed").text("reason")).isEqualTo("partner_offline");
        Guest third = Guest.at(cluster.node(1));
        Meeting.of(back, third).talk("a new room");
        back.visitor().end();
        third.visitor().end();
        meeting.other().visitor().end();
    }

    /** Back within the lease, before anybody has noticed: the room goes on. */
    @Test
    void aGuestWhoIsBackBeforeTheLeaseIsOverKeepsItsRoom() {
        Meeting meeting = meetings(1).get(0);
        cluster.node(0).kill();
        Guest back = meeting.one().again(cluster.node(2));
        back.await("user:matched");
        new Meeting(back, meeting.other(), meeting.roomId()).talk("still here");
        Awaitility.await().atMost(UNTIL_CLEANED_UP).until(() -> members("nodes").size() == 2);

        new Meeting(back, meeting.other(), meeting.roomId()).talk("and still");
        assertThat(meeting.other().heard("room:closed")).isEmpty();
        Counts.await(List.of(cluster.node(1), cluster.node(2)), 2, 2, 0, 1);
        back.visitor().end();
        meeting.other().visitor().end();
    }

    @Test
    void aFrozenNodeFindsItsLeaseLostDropsItsSocketsAndComesBackClean() {
        List<Meeting> meetings = meetings(5);
        String before = nodeOf(meetings.get(0).one());
        cluster.node(0).freeze();
        for (Meeting meeting : meetings) {
            assertThat(meeting.other().await("room:closed", UNTIL_CLEANED_UP).text("reason"))
                    .isEqualTo("partner_offline");
        }
        List<FoyerNode> others = List.of(cluster.node(1), cluster.node(2));
        Counts.await(others, 5, 5, 0, 0);

        cluster.node(0).thaw();
        meetings.forEach(meeting -> meeting.one().awaitEnd(LEASE.multipliedBy(2)));
        cluster.node(0).awaitReady();
        Counts.await(cluster.nodes(), 5, 5, 0, 0);
        assertThat(meetings).allSatisfy(meeting -> {
            meeting.other().settle();
            assertThat(meeting.other().heard("room:closed")).hasSize(1);
        });
        assertThat(cluster.node(0).log()).contains("lease");
        assertThat(members("nodes")).hasSize(3).doesNotContain(before);

        Guest back = meetings.get(0).one().again(cluster.node(0));
        back.await("connection:established");
        assertThat(back.await("room:closed").text("reason")).isEqualTo("partner_offline");
        Meeting.of(back, meetings.get(1).other()).talk("a new room");
        meetings.forEach(Meeting::close);
    }

    /** Alone, it cannot know whether Redis is away or it: it keeps its sockets, until it hears that the others have taken them. */
    @Test
    void aNodeThatIsCutOffFromRedisComesBackClean() {
        Meeting meeting = meetings(1).get(0);
        cluster.network(0).cut();
        assertThat(meeting.other().await("room:closed", UNTIL_CLEANED_UP).text("reason"))
                .isEqualTo("partner_offline");
        assertThat(cluster.node(0).isReady()).isFalse();
        assertThat(meeting.one().isOpen()).isTrue();
        cluster.network(0).heal();
        meeting.one().awaitEnd(UNTIL_CLEANED_UP);

        cluster.node(0).awaitReady();
        Counts.await(cluster.nodes(), 1, 1, 0, 0);
        meeting.other().settle();
        assertThat(meeting.other().heard("room:closed")).hasSize(1);
        meeting.close();
    }

    /** So many meetings of guests of the first node with guests of the second. */
    private List<Meeting> meetings(int count) {
        List<Meeting> meetings = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> meetings.add(Meeting.between(cluster.node(0), cluster.node(1))));
        return meetings;
    }

    /** The id of the node that holds a guest's socket. */
    private String nodeOf(Guest guest) {
        return TestCluster.text(((List<?>) cluster.redis().command("HVALS", "foyer:sockets:" + guest.id())).get(0));
    }

    private List<String> members(String zset) {
        return ((List<?>) cluster.redis().command("ZRANGE", "foyer:" + zset, "0", "-1"))
                .stream().map(TestCluster::text).toList();
    }
}
