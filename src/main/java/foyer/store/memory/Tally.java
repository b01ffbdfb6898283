package foyer.store.memory;

import foyer.stats.Stats;
import java.util.concurrent.atomic.LongAdder;

/** The counts, kept as they change. Any thread may use it. */
final class Tally {

    private final LongAdder sessions = new LongAdder();
    private final LongAdder online = new LongAdder();
    private final LongAdder sockets = new LongAdder();
    private final LongAdder searching = new LongAdder();
    private final LongAdder paired = new LongAdder();

    void follow(Change change) {
        sessions.add(change.difference(guest -> guest.ended() ? 0 : 1));
        online.add(change.difference(guest -> guest.isOnline() ? 1 : 0));
        sockets.add(change.difference(guest -> guest.sockets().size()));
        searching.add(change.difference(guest -> guest.presence().isSearching() ? 1 : 0));
        paired.add(change.difference(guest -> guest.presence().connectedUser().isPresent() ? 1 : 0));
    }

    Stats stats() {
        return new Stats(count(sessions), count(online), count(sockets), count(searching), count(paired) / 2);
    }

    /** A sum taken while others add may be off for a moment; it must not be negative even then. */
    private static int count(LongAdder adder) {
        return Math.max(0, adder.intValue());
    }
}
