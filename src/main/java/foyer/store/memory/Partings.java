package foyer.store.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Who was together just now, so that they are not brought together again at once. Guarded by its owner. */
final class Partings {

    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Map<String, Parting> last = new HashMap<>();

    private record Parting(String partner, Instant until) {}

    void add(String one, String other, Instant now) {
        Instant until = now.plus(MEMORY);
        last.put(one, new Parting(other, until));
        last.put(other, new Parting(one, until));
    }

    boolean isRecent(String one, String other, Instant now) {
        return isLast(one, other, now) || isLast(other, one, now);
    }

    void clear() {
        last.clear();
    }

    void forgetOld(Instant now) {
        last.values().removeIf(parting -> !now.isBefore(parting.until()));
    }

    private boolean isLast(String one, String other, Instant now) {
        Parting parting = last.get(one);
        return parting != null && parting.partner().equals(other) && now.isBefore(parting.until());
    }
}
