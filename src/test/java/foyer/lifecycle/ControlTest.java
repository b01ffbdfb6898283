package foyer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.lifecycle.Nodes.Node;
import foyer.lifecycle.Nodes.Tab;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator on one node, and guests on others. */
@Timeout(60)
class ControlTest {

    private final Nodes nodes = new Nodes();
    private final Node one = nodes.start("one");
    private final Node two = nodes.start("two");
    private final Control desk = one.server.control();

    @AfterEach
    void nothingIsLeft() {
        List.of(one, two).forEach(node -> node.server.close());
        nodes.settle();
        nodes.advance(Duration.ofSeconds(1));
        assertThat(List.of(one, two)).allMatch(node -> node.server.isEmpty());
    }

    @Test
    void aGuestIsSentAwayOnAllNodes() {
        Tab here = one.arrive("ann");
        Tab there = two.tab("ann");
        forget(here, there);

        assertThat(desk.otherNodesOf(nodes.userId("ann"))).isEqualTo(1);
        assertThat(desk.sockets(nodes.userId("ann"))).hasSize(1);
        assertThat(desk.kick(nodes.userId("ann"))).isTrue();
        nodes.settle();

        assertThat(here.messages()).containsExactly("1");
        assertThat(there.messages()).containsExactly("1");
        assertThat(desk.kick(nodes.userId("ann"))).isFalse();
        // Its session goes on.
        assertThat(one.guests.find(nodes.sessionId("ann"))).isPresent();
    }

    @Test
    void theRoomOfOneWhoIsSentAwayClosesAtOnce() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        match(ann, bob);

        desk.kick(nodes.userId("bob"));
        nodes.settle();

        assertThat(roomClosed(ann)).contains("\"reason\":\"admin\"");
        assertThat(nodes.cleaned).hasSize(1);
    }

    @Test
    void aSocketOfAnotherNodeIsLookedForThere() {
        two.arrive("ann");
        Tab second = two.tab("ann");
        forget(second);
        String socketId =
                two.server.control().sockets(nodes.userId("ann")).get(0).socketId();

        assertThat(desk.kickSocket(socketId)).isEqualTo(Control.Found.NOT_HERE);
        nodes.settle();

        assertThat(two.server.control().sockets(nodes.userId("ann")))
                .extracting(SocketView::socketId)
                .hasSize(1)
                .doesNotContain(socketId);
    }

    @Test
    void aSessionIsEndedByItsIdOrByThatOfItsUserElsewhere() {
        Tab ann = two.arrive("ann");
        Tab bob = two.arrive("bob");
        forget(ann, bob);

        assertThat(desk.endSession(nodes.sessionId("ann"))).contains(nodes.userId("ann"));
        assertThat(desk.endSession(nodes.userId("bob"))).contains(nodes.userId("bob"));
        nodes.settle();

        assertThat(ann.messages()).containsExactly("1");
        assertThat(bob.messages()).containsExactly("1");
        assertThat(one.guests.find(nodes.sessionId("ann"))).isEmpty();
        assertThat(one.guests.find(nodes.sessionId("bob"))).isEmpty();
        assertThat(desk.endSession(nodes.userId("bob"))).isEmpty();
    }

    @Test
    void aRoomIsClosedAndBothAreToldTheSame() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        match(ann, bob);
        String roomId = desk.roomOf(nodes.userId("bob")).orElseThrow().id();

        assertThat(two.server.control().closeRoom(roomId)).isPresent();
        nodes.settle();

        for (Tab tab : List.of(ann, bob)) {
            List<String> messages = tab.messages();
            assertThat(messages).singleElement().asString().contains("room:closed", "\"reason\":\"admin\"");
        }
        assertThat(desk.closeRoom(roomId)).isEmpty();
        assertThat(desk.closeRoom("no_such_room")).isEmpty();
        assertThat(nodes.cleaned).hasSize(1);
    }

    @Test
    void aNoticeReachesAllNodes() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        forget(ann, bob);

        assertThat(desk.notice("Hello \"all\"")).isEqualTo(1);
        nodes.settle();

        for (Tab tab : List.of(ann, bob)) {
            assertThat(tab.messages())
                    .singleElement()
                    .asString()
                    .startsWith("2[\"server:notice\",{\"message\":\"Hello \\\"all\\\"\",\"timestamp\":\"");
        }
    }

    // ---- draining ----

    @Test
    void aChatOutlivesTheDrainingOfANode() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        match(ann, bob);

        assertThat(one.server.drain().begin()).isTrue();
        assertThat(one.server.isOpen()).isFalse();
        long wait = reconnectInMs(ann);
        assertThat(wait).isBetween(2_000L, 12_000L);
        assertThat(ann.closeReason()).isEmpty();

        nodes.advance(Duration.ofSeconds(13));

        assertThat(ann.closeReason()).contains(DisconnectReason.DRAINING.closeReason());
        // It has said so again in that moment, and the clients that wait from then on do not wait.
        assertThat(ann.messages()).last().asString().isEqualTo("2[\"server:draining\",{\"reconnectInMs\":0}]");
        assertThat(bob.heard()).startsWith("room:partner_away");
    }

    @Test
    void whoComesBackElsewhereInTimeFindsTheRoomOpen() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        match(ann, bob);
        one.server.drain().begin();
        while (ann.closeReason().isEmpty()) {
            nodes.advance(Duration.ofSeconds(1));
        }

        Tab again = two.tab("ann");

        assertThat(again.heard()).containsExactly("user:matched");
        assertThat(bob.heard()).containsExactly("room:partner_away", "room:partner_back", "presence:user_online");
    }

    @Test
    void nobodyIsLetInMeanwhileAndWhoIsThereStaysWhenItEnds() {
        Tab ann = one.arrive("ann");
        nodes.create(one, "bob");
        forget(ann);
        one.server.drain().begin();
        assertThat(one.server.drain().begin()).isFalse();

        Tab refused = one.tab("bob");
        assertThat(refused.messages()).singleElement().asString().contains("DRAINING");
        refused.isLost();
        assertThat(one.server.drain().end()).isTrue();
        assertThat(one.server.drain().end()).isFalse();
        nodes.advance(Duration.ofSeconds(20));

        assertThat(ann.closeReason()).isEmpty();
        assertThat(one.tab("bob").messages()).first().asString().startsWith("0{");
    }

    @Test
    void whoeverIsThereWhenTheNodeStopsIsToldWhenToComeBack() {
        Tab ann = one.arrive("ann");
        Tab bob = two.arrive("bob");
        Tab eve = one.arrive("eve");
        match(ann, bob);
        forget(eve);

        one.server.close();
        nodes.settle();

        // In a room: while the grace lasts.
        assertThat(reconnectInMs(ann)).isBetween(0L, Nodes.GRACE.toMillis() / 2);
        assertThat(reconnectInMs(eve)).isBetween(0L, 10_000L);
        assertThat(ann.closeReason()).isPresent();
    }

    private static long reconnectInMs(Tab tab) {
        String event = tab.messages().stream()
                .filter(packet -> packet.startsWith("2[\"server:draining\""))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(event.substring(event.lastIndexOf(':') + 1, event.indexOf('}')));
    }

    private static String roomClosed(Tab tab) {
        return tab.messages().stream()
                .filter(packet -> packet.startsWith("2[\"room:closed\""))
                .findFirst()
                .orElseThrow();
    }

    private static void match(Tab first, Tab second) {
        first.emits("user:match");
        second.emits("user:match");
        assertThat(second.heard()).contains("user:matched");
        forget(first, second);
    }

    private static void forget(Tab... tabs) {
        for (Tab tab : tabs) {
            tab.messages();
        }
    }
}
