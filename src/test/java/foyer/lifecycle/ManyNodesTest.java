package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.Profile;
import foyer.lifecycle.Nodes.Node;
import foyer.lifecycle.Nodes.Tab;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guests on different nodes, and all that happens between them. */
@Timeout(60)
class ManyNodesTest {

    private final Nodes nodes = new Nodes();
    private final Node one = nodes.start("one");
    private final Node two = nodes.start("two");
    private final Node three = nodes.start("three");

    @AfterEach
    void theCountsAreExact() {
        // Whoever is left leaves; then nothing is left on any node.
        List.of(one, two, three).forEach(node -> node.server.close());
        nodes.settle();
        nodes.advance(Duration.ofSeconds(1));
        for (Node node : List.of(one, two, three)) {
            assertThat(node.server.isEmpty()).as("node %s is empty", node.name).isTrue();
        }
    }

    // ---- matching and talking ----

    @Test
    void twoOnDifferentNodesAreMatched() {
        Pair pair = pair();

        assertThat(pair.annHeard).containsExactly("user:matched", "room:user_joined", "room:user_joined");
        assertThat(pair.bobHeard)
                .containsExactly("user:match:searching", "user:matched", "room:user_joined", "room:user_joined");
        assertThat(stats().connectedUsers()).isEqualTo(1);
    }

    @Test
    void twoWhoWaitAreMatchedByWhicheverNodeSeesItFirst() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        one.guests.updateProfile(nodes.sessionId("ann"), speaks("fr"));
        two.guests.updateProfile(nodes.sessionId("bob"), speaks("de"));
        ann.emits("user:match");
        bob.emits("user:match");
        nodes.advance(Duration.ofSeconds(6));

        assertThat(ann.heard()).containsOnlyOnce("user:matched");
        assertThat(bob.heard()).containsOnlyOnce("user:matched");
        assertThat(stats().connectedUsers()).isEqualTo(1);
    }

    @Test
    void messagesCrossInTheirOrderAndEveryTabSeesThem() {
        Pair pair = pair();
        Tab annAtThree = three.tab("ann");
        Tab bobAtOne = one.tab("bob");
        List.of(pair.ann, pair.bob, annAtThree, bobAtOne).forEach(Tab::messages);
        for (int i = 0; i < 20; i++) {
            pair.ann.says("a" + i);
            bobAtOne.says("b" + i);
        }

        List<String> expected = IntStream.range(0, 20)
                .boxed()
                .flatMap(i -> Stream.of("a" + i, "b" + i))
                .toList();
        assertThat(texts(annAtThree)).isEqualTo(expected);
        assertThat(texts(pair.bob)).isEqualTo(expected);
        assertThat(texts(pair.ann))
                .containsExactlyElementsOf(
                        expected.stream().filter(text -> text.startsWith("b")).toList());
    }

    @Test
    void deliveryTypingAndSignalsCross() {
        Pair pair = pair();
        pair.bob.emits("chat:message:delivered", "{\"messageId\":\"m1\"}");
        pair.bob.emits("chat:typing:start");
        pair.bob.emits("webrtc:offer", "{\"offer\":{\"sdp\":\"x\"},\"type\":\"video\"}");

        assertThat(pair.ann.messages())
                .anySatisfy(text -> assertThat(text).contains("chat:message:delivered", "m1"))
                .anySatisfy(text -> assertThat(text).contains("chat:typing:start", "bob"))
                .anySatisfy(text -> assertThat(text).contains("webrtc:offer", "{\"sdp\":\"x\"}"));
    }

    @Test
    void aSearchIsSeenByTheGuestsOtherTabs() {
        Tab ann = one.arrive("ann");
        Tab other = two.tab("ann");
        ann.emits("user:match");
        assertThat(other.heard())
                .containsExactly("user:match:searching", "presence:searching_started", "user:match:no_users");
        ann.emits("user:match:cancel");
        assertThat(other.heard()).containsExactly("user:match:cancelled", "presence:searching_stopped");
    }

    // ---- coming and going ----

    @Test
    void oneOfTwoTabsOnTwoNodesMayGo() {
        Pair pair = pair();
        Tab second = three.tab("ann");
        assertThat(second.heard()).containsExactly("user:matched");
        pair.ann.isLost();
        nodes.advance(Nodes.GRACE.plusSeconds(2));

        assertThat(pair.bob.heard()).isEmpty();
        second.messages();
        pair.bob.says("still there");
        assertThat(second.heard()).containsExactly("chat:message");
        assertThat(one.server.pairs().isEmpty())
                .as("nobody of the room is left here")
                .isTrue();
    }

    @Test
    void whoIsLostOnOneNodeAndComesBackOnAnotherIsBack() {
        Pair pair = pair();
        pair.ann.isLost();
        assertThat(pair.bob.heard()).containsExactly("room:partner_away");
        Tab again = three.tab("ann");

        assertThat(again.heard()).containsExactly("user:matched");
        assertThat(pair.bob.heard()).containsExactly("room:partner_back", "presence:user_online");
        nodes.advance(Nodes.GRACE.plusSeconds(2));
        assertThat(pair.bob.heard()).isEmpty();
        pair.bob.says("hello");
        assertThat(again.heard()).containsExactly("chat:message");
    }

    @Test
    void whoDoesNotComeBackHasLeft() {
        Pair pair = pair();
        pair.ann.isLost();
        nodes.advance(Nodes.GRACE.plusSeconds(1));

        assertThat(pair.bob.heard())
                .containsExactly("room:partner_away", "room:user_left", "room:closed", "presence:user_offline");
        assertThat(three.tab("ann").messages())
                .anySatisfy(text -> assertThat(text).contains("room:closed", "partner_offline"));
        assertThat(nodes.cleaned).hasSize(1);
    }

    @Test
    void whoLeavesClosesTheRoomEverywhere() {
        Pair pair = pair();
        Tab second = three.tab("bob");
        second.messages();
        pair.ann.emits("chat:clear");

        List<String> partner = List.of("chat:cleared", "room:user_left", "room:closed");
        assertThat(pair.bob.heard()).isEqualTo(partner);
        assertThat(second.heard()).isEqualTo(partner);
        assertThat(pair.ann.heard()).containsExactly("chat:clear:confirmed", "room:user_left");
        assertThat(nodes.cleaned).hasSize(1);
        pair.bob.says("hello?");
        assertThat(pair.bob.heard()).containsExactly("chat:error");
    }

    @Test
    void aSessionThatEndsSendsItsSocketsAwayOnEveryNode() {
        Pair pair = pair();
        Tab second = three.tab("ann");
        second.messages();
        two.guests.end(nodes.sessionId("ann"));
        two.server.sessionEnded(nodes.sessionId("ann"), nodes.userId("ann"));
        nodes.settle();

        assertThat(pair.ann.messages()).contains("1");
        assertThat(second.messages()).contains("1");
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed");
        assertThat(nodes.cleaned).hasSize(1);
        nodes.advance(Duration.ofSeconds(2));
        assertThat(stats())
                .extracting(Stats::totalUsers, Stats::onlineUsers, Stats::activeUsers)
                .containsExactly(1, 1, 1);
    }

    @Test
    void whoEndsItsSessionWhileAwayClosesTheRoomAtOnce() {
        Pair pair = pair();
        pair.ann.isLost();
        three.guests.end(nodes.sessionId("ann"));
        three.server.sessionEnded(nodes.sessionId("ann"), nodes.userId("ann"));
        nodes.settle();

        assertThat(pair.bob.heard()).containsExactly("room:partner_away", "room:user_left", "room:closed");
        assertThat(nodes.cleaned).hasSize(1);
    }

    @Test
    void whoseNodeStopsComesBackOnAnotherAndTheRoomIsStillThere() {
        Pair pair = pair();
        one.server.close();
        nodes.settle();
        assertThat(pair.ann.closeReason()).isPresent();
        assertThat(pair.bob.heard()).containsExactly("room:partner_away");
        one.server.leave();
        Tab again = three.tab("ann");

        assertThat(again.heard()).containsExactly("user:matched");
        assertThat(pair.bob.heard()).containsExactly("room:partner_back", "presence:user_online");
        nodes.advance(Nodes.LEASE.plusSeconds(5));
        assertThat(pair.bob.heard()).isEmpty();
        assertThat(stats()).isEqualTo(new Stats(2, 2, 2, 0, 1));
    }

    @Test
    void whoseNodeStopsAndWhoDoesNotComeBackIsMissedByTheOthers() {
        Pair pair = pair();
        one.server.close();
        nodes.settle();
        one.server.leave();
        nodes.advance(Nodes.GRACE.plusSeconds(3));

        assertThat(pair.bob.heard())
                .containsExactly("room:partner_away", "room:user_left", "room:closed", "presence:user_offline");
        assertThat(nodes.cleaned).hasSize(1);
    }

    @Test
    void everybodyHearsOfAChangeOnAnyNodeAndTheCountsAreOne() {
        Tab ann = one.arrive("ann");
        nodes.advance(Duration.ofSeconds(2));
        ann.statistics();
        two.arrive("bob");
        nodes.advance(Duration.ofSeconds(2));

        assertThat(ann.statistics()).last().asString().contains("\"onlineUsers\":2");
        nodes.advance(Duration.ofSeconds(5));
        assertThat(ann.statistics()).as("nothing changes").isEmpty();
    }

    // ---- round trips ----

    @Test
    void aConnectAndADisconnectAreOneCallOfTheStoreEach() {
        Tab ann = one.arrive("ann");
        ann.isLost();
        nodes.advance(Duration.ofSeconds(2));
        nodes.settle();
        one.stores.takeCalls();

        Tab again = one.tab("ann");
        assertThat(one.stores.takeCalls()).as("connect, and the statistics").isEqualTo(2);
        nodes.settle();
        again.loses();
        nodes.settle();
        assertThat(one.stores.takeCalls())
                .as("disconnect; the statistics come later")
                .isEqualTo(1);
    }

    @Test
    void aMessageAsksNoStore() {
        Pair pair = pair();
        nodes.settle();
        one.stores.takeCalls();
        two.stores.takeCalls();
        pair.ann.says("hello");

        assertThat(one.stores.takeCalls()).isZero();
        assertThat(two.stores.takeCalls()).isZero();
    }

    // ---- helpers ----

    private record Pair(Tab ann, Tab bob, List<String> annHeard, List<String> bobHeard) {}

    /** Ann on the first node and Bob on the second, matched. */
    private Pair pair() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        ann.emits("user:match");
        ann.messages();
        bob.emits("user:match");
        return new Pair(ann, bob, ann.heard(), bob.heard());
    }

    private Stats stats() {
        return three.stores.statistics().stats();
    }

    private static Profile speaks(String language) {
        return new Profile(Optional.empty(), Optional.empty(), Optional.of(language));
    }

    private static List<String> texts(Tab tab) {
        return tab.messages().stream()
                .filter(text -> text.startsWith("2[\"chat:message\""))
                .map(text -> text.replaceAll(".*\"content\":\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
