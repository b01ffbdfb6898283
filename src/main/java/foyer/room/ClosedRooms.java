package foyer.room;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Rooms that were closed here a moment ago, so that news of them which comes late does not open them again: an own step may
 * overtake a letter. Any thread may use it.
 */
final class ClosedRooms {

    /** Letters are never that late. */
    private static final Duration MEMORY = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Set<Room> rooms = ConcurrentHashMap.newKeySet();
    private final Queue<Map.Entry<Room, Long>> oldestFirst = new ConcurrentLinkedQueue<>();

    ClosedRooms(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(Room room) {
        forgetOld();
        rooms.add(room);
        oldestFirst.add(Map.entry(room, nanoTime.getAsLong() + MEMORY.toNanos()));
    }

    boolean contains(Room room) {
        return rooms.contains(room);
    }

    void forgetOld() {
        long now = nanoTime.getAsLong();
        for (Map.Entry<Room, Long> oldest = oldestFirst.peek();
                oldest != null && now - oldest.getValue() >= 0 && oldestFirst.remove(oldest);
                oldest = oldestFirst.peek()) {
            rooms.remove(oldest.getKey());
        }
    }
}
