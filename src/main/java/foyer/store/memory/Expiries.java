package foyer.store.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/** When the sessions without a socket expire, soonest first. Any thread may use it. */
final class Expiries {

    private final NavigableSet<Expiry> soonestFirst = new ConcurrentSkipListSet<>();

    void follow(Change change) {
        Optional<Expiry> before = change.before().flatMap(Expiry::of);
        Optional<Expiry> after = change.after().flatMap(Expiry::of);
        if (!before.equals(after)) {
            before.ifPresent(soonestFirst::remove);
            after.ifPresent(soonestFirst::add);
        }
    }

    /** The sessions whose time is over. */
    List<String> due(Instant now) {
        // No session id is empty, so this bound lies before all that expire in the very next nanosecond.
        return soonestFirst.headSet(new Expiry(now.plusNanos(1), ""), false).stream()
                .map(Expiry::sessionId)
                .toList();
    }

    boolean isEmpty() {
        return soonestFirst.isEmpty();
    }

    private record Expiry(Instant time, String sessionId) implements Comparable<Expiry> {

        private static final Comparator<Expiry> ORDER =
                Comparator.comparing(Expiry::time).thenComparing(Expiry::sessionId);

        /** An online guest's session does not expire. */
        static Optional<Expiry> of(Guest guest) {
            return guest.isOnline()
                    ? Optional.empty()
                    : Optional.of(new Expiry(guest.session().expiresAt(), guest.sessionId()));
        }

        @Override
        public int compareTo(Expiry other) {
            return ORDER.compare(this, other);
        }
    }
}
