package foyer.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.lifecycle.Stores;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome;
import foyer.room.SearchOutcome.InRoom;
import foyer.room.SearchOutcome.Matched;
import foyer.room.SearchOutcome.Unreachable;
import foyer.room.SearchOutcome.Waiting;
import foyer.stats.Stats;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryRoomsTest {

    private static final Duration WIDEN = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final MemoryStore memory = new MemoryStore(Duration.ofHours(2), WIDEN, Duration.ofSeconds(15), clock);
    private final Stores store = memory.node("a", Runnable::run);
    private final RoomStore rooms = store.rooms();

    @Test
    void whoComesFirstWaitsAlone() {
        online("ann");
        assertThat(search("ann")).isEqualTo(new Waiting(true));
        assertThat(counts()).containsExactly(1, 0);
    }

    @Test
    void theSecondIsMatchedWithTheFirstAndBothAreTold() {
        online("ann", "bob");
        search("ann");
        Room room = matched(search("bob"));

        assertThat(room.id()).isEqualTo("guest_ann_guest_bob");
        assertThat(room.first().username()).isEqualTo("ann");
        assertThat(rooms.roomOf("guest_ann")).contains(room);
        assertThat(rooms.roomOf("guest_bob")).contains(room);
        assertThat(store.presences().find("guest_ann"))
                .hasValueSatisfying(
                        presence -> assertThat(presence.connectedUser()).contains("guest_bob"));
        assertThat(counts()).containsExactly(0, 1);
    }

    @Test
    void whoWaitsLongestIsMatchedFirstAndAskingAgainLosesNoPlace() {
        online("ann", "bob", "cid");
        speaks("ann", "fr");
        speaks("bob", "de");
        search("ann");
        now = now.plusSeconds(1);
        search("bob");
        search("ann");
        now = now.plus(WIDEN);

        assertThat(partnerOf("cid", search("cid"))).isEqualTo("ann");
    }

    @Test
    void whoWentAwayAndCameBackHasLostItsPlace() {
        online("ann", "bob", "cid");
        speaks("ann", "fr");
        speaks("bob", "de");
        search("ann");
        search("bob");
        offline("ann");
        store.connections().connect("ann", "guest_ann", "ann-socket", 0);
        search("ann");
        now = now.plus(WIDEN);

        assertThat(partnerOf("cid", search("cid"))).isEqualTo("bob");
    }

    @Test
    void twoOfOneLanguageAreMatchedWhoeverElseWaits() {
        online("ann", "bob", "cid");
        speaks("ann", "fr");
        speaks("bob", "DE");
        speaks("cid", "de");
        search("ann");
        assertThat(search("bob")).isEqualTo(new Waiting(false));

        assertThat(partnerOf("cid", search("cid"))).isEqualTo("bob");
    }

    @Test
    void afterAWhileTheLanguageDoesNotMatterIfNeitherMinds() {
        online("ann", "bob");
        speaks("ann", "fr");
        speaks("bob", "de");
        search("ann");
        now = now.plusSeconds(3);
        search("bob");
        now = now.plusSeconds(2);
        assertThat(rooms.matchPatient()).as("ann would, bob not yet").isEmpty();

        now = now.plusSeconds(3);
        assertThat(rooms.matchPatient())
                .singleElement()
                .satisfies(opened -> assertThat(
                                opened.room().has("guest_ann") && opened.room().has("guest_bob"))
                        .isTrue());
        assertThat(rooms.matchPatient()).isEmpty();
        assertThat(counts()).containsExactly(0, 1);
    }

    @Test
    void whoMindsNoLanguageStillWaitsForOneWhoDoes() {
        online("ann", "bob");
        speaks("ann", "fr");
        search("ann");
        assertThat(search("bob")).isEqualTo(new Waiting(false));
        now = now.plus(WIDEN);
        assertThat(rooms.matchPatient()).hasSize(1);
    }

    @Test
    void theLastPartnerIsTakenWithinAMinuteOnlyIfNobodyElseWaits() {
        online("ann", "bob", "cid");
        part("ann", "bob");
        search("ann");
        speaks("cid", "fr");
        search("cid");
        assertThat(search("bob")).as("cid waits too, and does not suit yet").isEqualTo(new Waiting(false));

        offline("cid");
        assertThat(partnerOf("bob", search("bob"))).isEqualTo("ann");
    }

    @Test
    void aMinuteLaterTheLastPartnerIsAsGoodAsAny() {
        online("ann", "bob", "cid");
        part("ann", "bob");
        now = now.plus(MINUTE);
        search("ann");
        speaks("cid", "fr");
        search("cid");
        assertThat(partnerOf("bob", search("bob"))).isEqualTo("ann");
    }

    @Test
    void nobodyIsMatchedWithItself() {
        online("ann");
        search("ann");
        assertThat(search("ann")).isEqualTo(new Waiting(true));
        now = now.plus(MINUTE);
        assertThat(rooms.matchPatient()).isEmpty();
    }

    @Test
    void nobodyIsMatchedWithOneWhoIsGone() {
        online("ann", "bob", "cid");
        search("ann");
        offline("ann");
        assertThat(search("bob")).isEqualTo(new Waiting(true));
        store.connections().end("bob");
        assertThat(search("cid")).isEqualTo(new Waiting(true));
        assertThat(counts()).containsExactly(1, 0);
    }

    @Test
    void whoIsOfflineOrUnknownCannotSearch() {
        create("ann");
        assertThat(search("ann")).isEqualTo(new Unreachable());
        assertThat(search("nobody")).isEqualTo(new Unreachable());
        assertThat(counts()).containsExactly(0, 0);
    }

    @Test
    void whoIsInARoomCannotSearch() {
        online("ann", "bob");
        search("ann");
        Room room = matched(search("bob"));
        assertThat(search("ann")).isEqualTo(new InRoom(room));
        offline("ann");
        assertThat(search("ann")).as("away").isEqualTo(new InRoom(room));
        assertThat(counts()).containsExactly(0, 1);
    }

    @Test
    void cancellingIsOnlyForThoseWhoWait() {
        online("ann", "bob");
        assertThat(rooms.cancel("guest_ann")).isFalse();
        search("ann");
        assertThat(rooms.cancel("guest_ann")).isTrue();
        assertThat(rooms.cancel("guest_ann")).isFalse();
        assertThat(search("bob")).isEqualTo(new Waiting(true));
        assertThat(rooms.cancel("guest_nobody")).isFalse();
    }

    @Test
    void aRoomIsClosedOnceAndBothAreFree() {
        online("ann", "bob");
        search("ann");
        Room room = matched(search("bob"));

        assertThat(rooms.close(room, exit(room))).isPresent();
        assertThat(rooms.close(room, exit(room))).isEmpty();
        assertThat(rooms.roomOf("guest_ann")).isEmpty();
        assertThat(rooms.roomOf("guest_bob")).isEmpty();
        assertThat(counts()).containsExactly(0, 0);
    }

    @Test
    void closingTheRoomOfBeforeDoesNotCloseTheNextOfTheSameTwo() {
        online("ann", "bob");
        Room before = part("ann", "bob");
        now = now.plusMillis(1);
        search("ann");
        Room next = matched(search("bob"));

        assertThat(next.id()).isEqualTo(before.id());
        assertThat(rooms.close(before, exit(before))).isEmpty();
        assertThat(rooms.roomOf("guest_ann")).contains(next);
    }

    @Test
    void whoEndsItsSessionInARoomIsCountedNoMoreWhenTheRoomIsClosed() {
        online("ann", "bob");
        search("ann");
        Room room = matched(search("bob"));
        store.connections().end("ann");
        rooms.close(room, exit(room));
        store.connections().end("bob");

        assertThat(store.statistics().stats()).isEqualTo(Stats.NOBODY);
        assertThat(memory.isEmpty()).isTrue();
    }

    @BeforeEach
    void join() {
        store.leases().join();
    }

    private void create(String name) {
        store.guests()
                .create(new GuestSession(
                        name,
                        "guest_" + name,
                        name,
                        Profile.EMPTY,
                        Optional.empty(),
                        now,
                        now.plus(Duration.ofHours(2))));
    }

    private void online(String... names) {
        for (String name : names) {
            create(name);
            store.connections().connect(name, "guest_" + name, name + "-socket", 0);
        }
    }

    private void offline(String name) {
        store.connections().disconnect(name, "guest_" + name, name + "-socket", Duration.ZERO);
    }

    private void speaks(String name, String language) {
        store.guests().updateProfile(name, new Profile(Optional.empty(), Optional.empty(), Optional.of(language)));
    }

    private SearchOutcome search(String name) {
        store.leases().renew();
        return rooms.search("guest_" + name);
    }

    private Room part(String one, String other) {
        search(one);
        Room room = matched(search(other));
        rooms.close(room, exit(room));
        return room;
    }

    private static Exit exit(Room room) {
        return new Exit(room.first().userId(), ClosedReason.USER_LEFT, Exit.Kind.LEFT);
    }

    private static Room matched(SearchOutcome outcome) {
        assertThat(outcome).isInstanceOf(Matched.class);
        return ((Matched) outcome).room();
    }

    private static String partnerOf(String name, SearchOutcome outcome) {
        return matched(outcome).partnerOf("guest_" + name).username();
    }

    /** Those who search, and the rooms. */
    private Integer[] counts() {
        Stats stats = store.statistics().stats();
        return new Integer[] {stats.availableUsers(), stats.connectedUsers()};
    }
}
