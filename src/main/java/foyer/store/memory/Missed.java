package foyer.store.memory;

import foyer.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rooms that were closed while a member was offline, for it to be told. Guarded by its owner. */
final class Missed {

    private static final Duration MEMORY = Duration.ofMinutes(2);

    private final Map<String, Note> notes = new HashMap<>();

    private record Note(Room room, Instant until) {}

    void add(String userId, Room room, Instant now) {
        notes.put(userId, new Note(room, now.plus(MEMORY)));
    }

    Optional<Room> take(String userId, Instant now) {
        return Optional.ofNullable(notes.remove(userId))
                .filter(note -> now.isBefore(note.until()))
                .map(Note::room);
    }

    void clear() {
        notes.clear();
    }

    void forgetOld(Instant now) {
        notes.values().removeIf(note -> !now.isBefore(note.until()));
    }
}
