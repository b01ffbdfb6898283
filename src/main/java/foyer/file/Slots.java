package foyer.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many may do something at one time: in all, and each of several keys that one brings. Any thread may use it. */
final class Slots {

    private final int inAll;
    private final int perKey;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    /**
     * @param inAll 0 for any number
     * @param perKey 0 for any number
     */
    Slots(int inAll, int perKey) {
        this.inAll = inAll;
        this.perKey = perKey;
    }

    /** Takes a slot, to be closed when done, once; empty when there is none. */
    synchronized Optional<Slot> take(List<String> keys) {
        boolean free = (inAll == 0 || all < inAll)
                && (perKey == 0 || keys.stream().allMatch(key -> taken.getOrDefault(key, 0) < perKey));
        if (!free) {
            return Optional.empty();
        }
        all++;
        keys.forEach(key -> taken.merge(key, 1, Integer::sum));
        return Optional.of(() -> give(keys));
    }

    private synchronized void give(List<String> keys) {
        all--;
        keys.forEach(key -> taken.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1));
    }

    /** One's place. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
