package foyer.store.memory;

import foyer.room.Absence;
import foyer.room.Member;
import foyer.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who waits, who is with whom, who is away and who has missed what. Guarded by {@link Shared}. */
final class Meetings {

    /** How much later than its deadline an absence is somebody else's to end. */
    private static final Duration OVERDUE = Duration.ofSeconds(1);

    final WaitingList waiting;
    final Partings partings = new Partings();
    final Missed missed = new Missed();
    private final Map<String, Room> roomOf = new HashMap<>();
    private final Map<String, Away> away = new HashMap<>();
    private Instant latest = Instant.EPOCH;

    private record Away(Room room, Instant until, boolean silent) {}

    Meetings(Duration widenAfter) {
        this.waiting = new WaitingList(widenAfter);
    }

    Optional<Room> roomOf(String userId) {
        return Optional.ofNullable(roomOf.get(userId));
    }

    boolean isOpen(Room room) {
        return room.equals(roomOf.get(room.first().userId()));
    }

    /** A new room; no two have the same time, so that each meeting can be told from every other. */
    Room open(Member first, Member second, Instant now) {
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        latest = micros.isAfter(latest) ? micros : latest.plus(1, ChronoUnit.MICROS);
        Room room = new Room(first, second, latest);
        put(room);
        return room;
    }

    void put(Room room) {
        roomOf.put(room.first().userId(), room);
        roomOf.put(room.second().userId(), room);
    }

    void close(Room room, Instant now) {
        for (Member member : List.of(room.first(), room.second())) {
            roomOf.remove(member.userId());
            away.remove(member.userId());
        }
        partings.add(room.first().userId(), room.second().userId(), now);
    }

    void beginAbsence(Room room, String userId, Instant until) {
        away.put(userId, new Away(room, until, false));
    }

    /** An absence of which nobody knows, and of whose end nobody is to hear. */
    void beginSilentAbsence(Room room, String userId, Instant until) {
        away.put(userId, new Away(room, until, true));
    }

    /** Gives whether the guest was away, and others know that. */
    boolean endAbsence(String userId) {
        Away absence = away.remove(userId);
        return absence != null && !absence.silent();
    }

    boolean isAway(String userId) {
        return away.containsKey(userId);
    }

    /** Whether the guest is away, and its time is over. */
    boolean isOverdue(String userId, Instant now) {
        Away absence = away.get(userId);
        return absence != null && !now.isBefore(absence.until());
    }

    List<Absence> overdue(int most, Instant now) {
        return away.entrySet().stream()
                .filter(entry -> entry.getValue().until().plus(OVERDUE).isBefore(now))
                .limit(most)
                .map(entry -> new Absence(entry.getValue().room(), entry.getKey()))
                .toList();
    }

    void clear() {
        waiting.keepOnly(entry -> false);
        partings.clear();
        missed.clear();
        roomOf.clear();
        away.clear();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && roomOf.isEmpty() && away.isEmpty();
    }
}
