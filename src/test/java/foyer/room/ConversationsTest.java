package foyer.room;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a node makes of rooms of which it hears late, in the wrong order, or twice. */
class ConversationsTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Room FIRST = room("ann", "bob", 0);
    private static final Room SECOND = room("ann", "cid", 1);
    private static final Room THIRD = room("ann", "dan", 2);

    private final Set<String> residents = new HashSet<>(Set.of("ann", "bob", "cid"));
    private final List<String> told = new ArrayList<>();
    private final Conversations conversations = new Conversations(
            new Turns(),
            residents::contains,
            conversation -> told.add("opened " + conversation.id()),
            userId -> told.add("forgot " + userId));

    @Test
    void whatComesBeforeTheOpeningIsToldAfterItAndTheEndLast() {
        Conversation conversation = conversations.expect(FIRST).orElseThrow();
        conversation.close(() -> told.add("closed"));
        assertThat(conversation.say(() -> told.add("late"))).isFalse();
        assertThat(told).isEmpty();
        conversations.open(conversation);
        conversations.open(conversation);

        assertThat(told).containsExactly("opened ann_bob", "closed");
    }

    @Test
    void theNextRoomOfAGuestIsNotOpenedBeforeTheOneBeforeIsOver() {
        Conversation first = open(FIRST);
        Conversation second = open(SECOND);
        second.say(() -> told.add("hello"));
        assertThat(conversations.of("ann")).contains(second);
        assertThat(conversations.unblock()).containsExactly(first);
        assertThat(told).containsExactly("opened ann_bob");
        first.close(() -> conversations.end(first));
        told.clear();
        conversations.unblock();

        assertThat(told).containsExactly("opened ann_cid", "hello");
    }

    @Test
    void whoIsInALaterRoomHearsNothingOfAnEarlierOne() {
        open(SECOND);
        Conversation late = open(FIRST);

        assertThat(late.listeners()).containsExactly("bob");
        assertThat(conversations.of("ann").orElseThrow().room()).isEqualTo(SECOND);
        assertThat(conversations.of("bob")).contains(late);
    }

    @Test
    void aRoomThatWasClosedHereIsNotOpenedAgainByLateNews() {
        Conversation conversation = open(FIRST);
        conversation.close(() -> conversations.end(conversation));
        assertThat(conversations.expect(FIRST)).isEmpty();
        conversations.skip(SECOND);
        assertThat(conversations.expect(SECOND)).isEmpty();
        assertThat(conversations.isEmpty()).isTrue();
    }

    @Test
    void aRoomOfWhichNobodyIsHereIsNoneOfOurBusiness() {
        residents.remove("ann");
        residents.remove("bob");
        assertThat(conversations.expect(FIRST)).isEmpty();
        assertThat(conversations.isEmpty()).isTrue();
    }

    @Test
    void whenTheLastListenerHasGoneTheConversationIsForgottenAndMayBeginAnew() {
        open(FIRST);
        residents.remove("ann");
        conversations.leave("ann");
        assertThat(conversations.of("bob")).isPresent();
        residents.remove("bob");
        conversations.leave("bob");
        assertThat(conversations.isEmpty()).isTrue();
        assertThat(told).containsExactly("opened ann_bob", "forgot ann", "forgot bob");

        residents.add("ann");
        open(FIRST);
        assertThat(conversations.of("ann")).isPresent();
    }

    @Test
    void whoComesBackIsInNoNewRoomBeforeTheOldOneIsOverThoughOneBetweenThemIsForgotten() {
        Conversation first = open(FIRST);
        open(SECOND);
        residents.removeAll(Set.of("ann", "cid"));
        conversations.leave("ann");
        residents.addAll(Set.of("ann", "cid"));
        told.clear();
        Conversation third = open(THIRD);
        assertThat(third.before()).containsExactly(first);
        assertThat(told).isEmpty();
        first.close(() -> {
            told.add("closed");
            conversations.end(first);
        });
        conversations.unblock();

        assertThat(told).containsExactly("closed", "forgot ann", "forgot bob", "opened ann_dan");
    }

    @Test
    void whoComesBackIsInNoNewRoomBeforeTheOldOneIsOverThoughOneBetweenThemIsForgottenAndALaterOneIsNot() {
        Conversation first = open(FIRST);
        open(SECOND);
        residents.add("dan");
        Conversation third = open(THIRD);
        residents.removeAll(Set.of("ann", "cid"));
        conversations.leave("ann");

        assertThat(conversations.of("ann")).contains(third);
        assertThat(third.before()).containsExactly(first);
    }

    @Test
    void ofRoomsThatNobodyListensToAnyMoreNothingIsLeft() {
        open(FIRST);
        open(SECOND);
        open(THIRD);
        residents.clear();
        conversations.leave("ann");

        assertThat(conversations.isEmpty()).isTrue();
    }

    private Conversation open(Room room) {
        Conversation conversation = conversations.expect(room).orElseThrow();
        conversations.open(conversation);
        return conversation;
    }

    private static Room room(String first, String second, int after) {
        return new Room(
                new Member(first, first, Profile.EMPTY),
                new Member(second, second, Profile.EMPTY),
                T0.plusSeconds(after));
    }
}
