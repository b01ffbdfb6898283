package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.lifecycle.Nodes.Node;
import foyer.lifecycle.Nodes.Tab;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that die, freeze or are cut off; a store that goes away or loses everything; letters that are lost. */
@Timeout(60)
class TroubleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Nodes nodes = new Nodes();
    private final Node one = nodes.start("one");
    private final Node two = nodes.start("two");
    private final Node three = nodes.start("three");
    private final List<Node> alive = new ArrayList<>(List.of(one, two, three));

    @AfterEach
    void nothingIsLeftWhenEverybodyHasGone() {
        alive.forEach(node -> node.server.close());
        nodes.settle();
        nodes.advance(SECOND);
        alive.forEach(node -> assertThat(node.server.isEmpty())
                .as("node %s is empty", node.name)
                .isTrue());
        assertThat(alive.get(0).stores.statistics().stats())
                .extracting(Stats::onlineUsers, Stats::activeUsers, Stats::availableUsers)
                .containsExactly(0, 0, 0);
    }

    // ---- a node dies ----

    @Test
    void theGuestsOfADeadNodeAreGoneWithinTheLeaseAndEachPartnerIsToldOnce() {
        Pair pair = pair();
        Tab searching = one.arrive("eve");
        searching.emits("user:match");
        kill(one);
        nodes.advance(Nodes.LEASE.minus(SECOND));
        assertThat(pair.bob.heard()).as("it may be a moment's trouble").isEmpty();
        nodes.advance(SECOND.multipliedBy(3));

        assertThat(pair.bob.messages()).anySatisfy(text -> assertThat(text).contains("room:closed", "partner_offline"));
        assertThat(nodes.cleaned).hasSize(1);
        assertThat(stats()).isEqualTo(new Stats(3, 1, 1, 0, 0));
        nodes.advance(Duration.ofSeconds(30));
        assertThat(pair.bob.heard()).isEmpty();
        assertThat(nodes.cleaned).as("by one of the two who are left").hasSize(1);
    }

    @Test
    void whoComesBackOnAnotherNodeBeforeTheLeaseIsOverHasNeverBeenAway() {
        Pair pair = pair();
        kill(one);
        nodes.advance(SECOND.multipliedBy(2));
        Tab again = three.tab("ann");
        assertThat(again.heard()).containsExactly("user:matched");
        nodes.advance(Nodes.LEASE.plusSeconds(5));

        assertThat(pair.bob.heard()).isEmpty();
        pair.bob.says("hello");
        assertThat(again.heard()).containsExactly("chat:message");
        assertThat(stats()).isEqualTo(new Stats(2, 2, 2, 0, 1));
    }

    @Test
    void anAbsenceOutlivesTheNodeThatWasToSeeToIt() {
        Pair pair = pair();
        pair.ann.isLost();
        kill(one);
        nodes.advance(Nodes.GRACE.plusSeconds(3));

        assertThat(pair.bob.heard())
                .containsExactly("room:partner_away", "room:user_left", "room:closed", "presence:user_offline");
        assertThat(nodes.cleaned).hasSize(1);
    }

    @Test
    void nobodyIsMatchedWithAGuestOfADeadNode() {
        Tab ann = one.arrive("ann");
        ann.emits("user:match");
        kill(one);
        nodes.advance(Nodes.LEASE);
        Tab bob = two.arrive("bob");
        bob.emits("user:match");
        nodes.advance(SECOND.multipliedBy(10));

        assertThat(bob.heard()).doesNotContain("user:matched");
        assertThat(stats()).isEqualTo(new Stats(2, 1, 1, 1, 0));
    }

    @Test
    void whenBothWereOnTheDeadNodeEachIsToldOnComingBack() {
        Tab ann = one.arrive("ann");
        Tab bob = one.arrive("bob");
        ann.emits("user:match");
        bob.emits("user:match");
        kill(one);
        nodes.advance(Nodes.LEASE.plusSeconds(2));

        assertThat(two.tab("ann").heard()).containsExactly("room:closed");
        assertThat(three.tab("bob").heard()).containsExactly("room:closed");
        assertThat(nodes.cleaned).hasSize(1);
    }

    // ---- a node is frozen, and wakes ----

    @Test
    void aNodeThatWasFrozenFindsThatItLostItsLeaseAndComesBackClean() {
        Pair pair = pair();
        one.freeze();
        nodes.advance(Duration.ofSeconds(30));
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed", "presence:user_offline");
        one.wake();

        assertThat(pair.ann.closeReason()).hasValue(DisconnectReason.LEASE_LOST.closeReason());
        nodes.advance(SECOND);
        assertThat(one.server.isOpen()).isTrue();
        assertThat(one.server.isEmpty()).isTrue();
        assertThat(one.tab("ann").heard()).containsExactly("room:closed");
        assertThat(stats()).isEqualTo(new Stats(2, 2, 2, 0, 0));
        assertThat(nodes.cleaned).hasSize(1);
    }

    @Test
    void aLoneNodeThatWasFrozenGoesOnAsIfNothingHadBeen() {
        kill(two);
        kill(three);
        nodes.advance(Nodes.LEASE.plusSeconds(2));
        Tab ann = one.arrive("ann");
        one.freeze();
        nodes.advance(Duration.ofSeconds(60));
        one.wake();

        assertThat(ann.closeReason()).isEmpty();
        assertThat(one.stores.statistics().stats().onlineUsers()).isEqualTo(1);
    }

    // ---- the store goes away ----

    @Test
    void whileTheStoreIsAwayTheGuestsOfANodeTalkOn() {
        Tab ann = one.arrive("ann");
        Tab bob = one.arrive("bob");
        ann.emits("user:match");
        bob.emits("user:match");
        bob.messages();
        cutAll();
        nodes.advance(Duration.ofSeconds(40));
        ann.says("still here");

        assertThat(bob.heard()).containsExactly("chat:message");
        assertThat(one.server.isOpen()).as("ready").isFalse();
        mendAll();
        nodes.advance(Duration.ofSeconds(3));
        ann.says("and now");
        assertThat(bob.heard()).containsExactly("chat:message");
        assertThat(one.server.isOpen()).as("ready").isTrue();
        assertThat(stats()).isEqualTo(new Stats(2, 2, 2, 0, 1));
    }

    @Test
    void whatNeedsTheStoreSaysThatItIsUnavailable() {
        Pair pair = pair();
        Tab eve = one.arrive("eve");
        pair.ann.messages();
        eve.messages();
        one.stores.cut();
        Tab late = one.tab("ann");
        assertThat(late.messages()).singleElement().asString().contains("UNAVAILABLE");
        late.loses();
        eve.emits("user:match");
        assertThat(eve.messages()).singleElement().asString().contains("user:match:error", "UNAVAILABLE");
        pair.ann.says("can you hear me?");
        assertThat(pair.ann.messages())
                .as("the partner is elsewhere only")
                .singleElement()
                .asString()
                .contains("chat:error", "UNAVAILABLE");
        one.stores.mend();
        nodes.advance(SECOND.multipliedBy(2));
        pair.ann.says("and now?");
        assertThat(pair.bob.heard()).containsExactly("chat:message");
    }

    @Test
    void anEndThatTheStoreCouldNotBeToldIsToldLater() {
        Pair pair = pair();
        one.stores.cut();
        pair.ann.isLost();
        assertThat(pair.bob.heard()).isEmpty();
        nodes.advance(SECOND.multipliedBy(3));
        one.stores.mend();
        nodes.advance(SECOND.multipliedBy(2));

        assertThat(pair.bob.heard()).containsExactly("room:partner_away");
        nodes.advance(Nodes.GRACE.plusSeconds(1));
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed", "presence:user_offline");
        assertThat(stats()).isEqualTo(new Stats(2, 1, 1, 0, 0));
    }

    @Test
    void aNodeThatWasCutOffAloneIsTakenForDeadAndSendsItsGuestsBack() {
        Pair pair = pair();
        one.stores.cut();
        nodes.advance(Nodes.LEASE.plusSeconds(5));
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed", "presence:user_offline");
        one.stores.mend();
        nodes.advance(SECOND.multipliedBy(2));

        assertThat(pair.ann.closeReason()).hasValue(DisconnectReason.LEASE_LOST.closeReason());
        assertThat(stats()).isEqualTo(new Stats(2, 1, 1, 0, 0));
    }

    @Test
    void aNodeThatStartsWithoutTheStoreJoinsWhenItIsThere() {
        Node late = nodes.startCut("late");
        alive.add(late);
        assertThat(late.server.isOpen()).as("ready").isFalse();
        nodes.advance(SECOND.multipliedBy(20));
        late.stores.mend();
        nodes.advance(SECOND.multipliedBy(2));

        assertThat(late.server.isOpen()).as("ready").isTrue();
        late.arrive("ann");
        assertThat(stats().onlineUsers()).isEqualTo(1);
    }

    // ---- the store loses everything ----

    @Test
    void anEmptiedStoreIsFilledAgainWithWhatIsThere() {
        Pair pair = pair();
        Tab second = three.tab("ann");
        Tab eve = three.arrive("eve");
        List.of(pair.ann, pair.bob, second, eve).forEach(Tab::messages);
        nodes.memory.clear();
        nodes.advance(SECOND.multipliedBy(3));

        assertThat(stats()).isEqualTo(new Stats(3, 3, 4, 0, 1));
        List.of(pair.ann, pair.bob, second, eve)
                .forEach(tab -> assertThat(tab.heard()).isEmpty());
        pair.bob.says("hello");
        assertThat(pair.ann.heard()).containsExactly("chat:message");
        assertThat(second.heard()).containsExactly("chat:message");
        nodes.advance(Nodes.LEASE.plusSeconds(5));
        assertThat(stats()).isEqualTo(new Stats(3, 3, 4, 0, 1));
        pair.bob.messages();
        pair.ann.emits("leave-room");
        assertThat(pair.bob.heard()).containsExactly("room:user_left", "room:closed");
    }

    @Test
    void aRoomWhoseOtherMemberDoesNotComeBackAfterTheLossIsClosed() {
        Pair pair = pair();
        kill(one);
        nodes.memory.clear();
        nodes.advance(Nodes.LEASE.plusSeconds(5));

        assertThat(pair.bob.messages()).anySatisfy(text -> assertThat(text).contains("room:closed", "partner_offline"));
        assertThat(stats().connectedUsers()).isZero();
    }

    // ---- letters are lost ----

    @Test
    void aMatchThatANodeDidNotHearOfIsFoundAfterTheGap() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        ann.emits("user:match");
        ann.messages();
        one.stores.deafen();
        bob.emits("user:match");
        assertThat(ann.heard()).isEmpty();
        one.stores.hearAgain();
        nodes.advance(SECOND.multipliedBy(2));

        assertThat(ann.heard()).containsExactly("user:matched", "room:user_joined", "room:user_joined");
        bob.messages();
        ann.says("hello");
        assertThat(bob.heard()).containsExactly("chat:message");
    }

    @Test
    void anEndThatANodeDidNotHearOfIsFoundAfterTheGap() {
        Pair pair = pair();
        two.stores.deafen();
        pair.ann.emits("leave-room");
        assertThat(pair.bob.heard()).isEmpty();
        two.stores.hearAgain();
        nodes.advance(SECOND.multipliedBy(2));

        assertThat(pair.bob.messages()).singleElement().asString().contains("room:closed", "partner_offline");
        pair.bob.emits("user:match");
        assertThat(pair.bob.heard()).contains("user:match:searching");
        pair.bob.emits("user:match:cancel");
    }

    @Test
    void aSessionThatEndedUnheardIsFoundAfterTheGap() {
        Tab ann = one.arrive("ann");
        one.stores.deafen();
        two.guests.end(nodes.sessionId("ann"));
        two.server.sessionEnded(nodes.sessionId("ann"), nodes.userId("ann"));
        nodes.settle();
        one.stores.hearAgain();
        nodes.advance(SECOND.multipliedBy(2));

        assertThat(ann.messages()).contains("1");
    }

    @Test
    void whereThePartnerHasGoneMeanwhileIsLearntAfterTheGap() {
        Pair pair = pair();
        two.stores.deafen();
        Tab second = three.tab("ann");
        pair.ann.isLost();
        second.messages();
        two.stores.hearAgain();
        nodes.advance(SECOND.multipliedBy(2));
        pair.bob.says("where are you?");

        assertThat(second.heard()).containsExactly("chat:message");
    }

    // ---- helpers ----

    private record Pair(Tab ann, Tab bob) {}

    /** Ann on the first node and Bob on the second, matched. */
    private Pair pair() {
        Pair pair = new Pair(one.arrive("ann"), two.arrive("bob"));
        pair.ann.emits("user:match");
        pair.bob.emits("user:match");
        pair.ann.messages();
        pair.bob.messages();
        return pair;
    }

    private void kill(Node node) {
        node.kill();
        alive.remove(node);
    }

    private void cutAll() {
        alive.forEach(node -> node.stores.cut());
    }

    private void mendAll() {
        alive.forEach(node -> node.stores.mend());
    }

    private Stats stats() {
        return alive.get(alive.size() - 1).stores.statistics().stats();
    }
}
