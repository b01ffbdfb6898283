package foyer.store.memory;

import foyer.room.Member;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.SearchOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waiting guests and rooms in memory. One lock makes every step atomic; it is held for memory work only. Guests may go
 * offline at any moment without it: so a match takes each of the two in its own atomic step, and gives the first one back if
 * the second has gone.
 */
final class MemoryRooms implements RoomStore {

    private final Directory directory;
    private final WaitingList waiting;
    private final Map<String, Room> roomOf = new HashMap<>();
    private final Partings partings = new Partings();
    private final Missed missed = new Missed();

    MemoryRooms(Directory directory, Duration widenAfter) {
        this.directory = directory;
        this.waiting = new WaitingList(widenAfter);
    }

    @Override
    public synchronized SearchOutcome search(String userId, Instant now) {
        Room present = roomOf.get(userId);
        if (present != null) {
            return new SearchOutcome.InRoom(present);
        }
        // Before the guest is searching again: who went away and came back has lost its place.
        waiting.keepOnly(this::isSearching);
        Optional<Guest> guest = directory
                .sessionOf(userId)
                .flatMap(sessionId -> directory
                        .change(sessionId, found -> found.withPresence(presence -> presence.searching(true, now)))
                        .after())
                .filter(found -> found.presence().isSearching());
        if (guest.isEmpty()) {
            return new SearchOutcome.Unreachable();
        }
        WaitingList.Entry entry = waiting.add(guest.get().session(), now);
        return match(entry, now)
                .<SearchOutcome>map(SearchOutcome.Matched::new)
                .orElseGet(() -> new SearchOutcome.Waiting(waiting.isOnly(entry)));
    }

    @Override
    public synchronized boolean cancel(String userId, Instant now) {
        waiting.remove(userId);
        return directory
                .sessionOf(userId)
                .flatMap(sessionId -> directory
                        .change(sessionId, guest -> guest.withPresence(presence -> presence.searching(false, now)))
                        .before())
                .filter(guest -> guest.presence().isSearching())
                .isPresent();
    }

    @Override
    public synchronized List<Room> matchPatient(Instant now) {
        partings.forgetOld(now);
        missed.forgetOld(now);
        waiting.keepOnly(this::isSearching);
        List<Room> matched = new ArrayList<>();
        for (WaitingList.Entry entry : waiting.inOrder()) {
            if (waiting.contains(entry)) {
                match(entry, now).ifPresent(matched::add);
            }
        }
        return matched;
    }

    @Override
    public synchronized Optional<Room> roomOf(String userId) {
        return Optional.ofNullable(roomOf.get(userId));
    }

    @Override
    public synchronized boolean close(Room room, Instant now) {
        String first = room.first().userId();
        String second = room.second().userId();
        if (!roomOf.remove(first, room)) {
            return false;
        }
        roomOf.remove(second, room);
        partings.add(first, second, now);
        free(first);
        free(second);
        return true;
    }

    @Override
    public synchronized void keepMissed(String userId, Room room, Instant now) {
        missed.add(userId, room, now);
    }

    @Override
    public synchronized Optional<Room> takeMissed(String userId, Instant now) {
        return missed.take(userId, now);
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty() && roomOf.isEmpty();
    }

    /** Who has gone offline did not say so here. */
    private boolean isSearching(WaitingList.Entry entry) {
        return directory
                .find(entry.session().sessionId())
                .filter(guest -> guest.presence().isSearching())
                .isPresent();
    }

    private void free(String userId) {
        directory
                .sessionOf(userId)
                .ifPresent(sessionId ->
                        directory.change(sessionId, guest -> guest.withPresence(presence -> presence.alone())));
    }

    /** Finds a partner for one who waits; whoever turns out to have gone is taken off the list. */
    private Optional<Room> match(WaitingList.Entry seeker, Instant now) {
        for (WaitingList.Entry candidate : waiting.suiting(seeker, partings, now)) {
            if (!pair(seeker, candidate)) {
                waiting.remove(seeker.userId());
                return Optional.empty();
            }
            if (pair(candidate, seeker)) {
                waiting.remove(seeker.userId());
                waiting.remove(candidate.userId());
                Room room = new Room(Member.of(candidate.session()), Member.of(seeker.session()), now);
                roomOf.put(seeker.userId(), room);
                roomOf.put(candidate.userId(), room);
                return Optional.of(room);
            }
            waiting.remove(candidate.userId());
            unpair(seeker, now);
        }
        return Optional.empty();
    }

    private boolean pair(WaitingList.Entry one, WaitingList.Entry other) {
        return directory
                .change(
                        one.session().sessionId(),
                        guest -> guest.presence().isSearching()
                                ? guest.withPresence(presence -> presence.with(other.userId()))
                                : guest)
                .before()
                .filter(guest -> guest.presence().isSearching())
                .isPresent();
    }

    /** Searching again, if it is still there to search. */
    private void unpair(WaitingList.Entry one, Instant now) {
        directory.change(
                one.session().sessionId(),
                guest -> guest.withPresence(presence -> presence.alone().searching(true, now)));
    }
}
