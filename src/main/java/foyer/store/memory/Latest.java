package foyer.store.memory;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Session ids in the order in which they were added, read from the latest on. Any thread may use it. */
final class Latest {

    private final AtomicLong sequence = new AtomicLong();
    private final NavigableMap<Long, String> latestFirst = new ConcurrentSkipListMap<Long, String>().descendingMap();
    private final Map<String, Long> places = new ConcurrentHashMap<>();

    /** Adds an id that is not there, or removes one that is. One id is only ever changed by one thread at a time. */
    void contain(String sessionId, boolean wanted) {
        Long place = places.get(sessionId);
        if (wanted && place == null) {
            long next = sequence.incrementAndGet();
            places.put(sessionId, next);
            latestFirst.put(next, sessionId);
        } else if (!wanted && place != null) {
            places.remove(sessionId);
            latestFirst.remove(place);
        }
    }

    /** The ids, latest first; it walks on as far as it is asked to, and sees changes made meanwhile or not. */
    Iterator<String> latestFirst() {
        return latestFirst.values().iterator();
    }

    boolean isEmpty() {
        return latestFirst.isEmpty() && places.isEmpty();
    }
}
