package foyer.store.memory;

import foyer.stats.Stats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The guests of this node: the state the adapters of this package share. A guest is replaced atomically, and whatever is
 * counted or ordered follows within the same step; different guests do not wait for each other.
 */
final class Directory {

    private final ConcurrentMap<String, Guest> guests = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> sessionOfUser = new ConcurrentHashMap<>();
    private final Tally tally = new Tally();
    private final Latest online = new Latest();
    private final Latest searching = new Latest();
    private final Expiries expiries = new Expiries();

    /** Adds a guest that is not known yet. */
    void add(Guest guest) {
        guests.compute(guest.sessionId(), (id, known) -> {
            if (known != null) {
                throw new IllegalStateException("a session id was given twice");
            }
            return follow(new Change(Optional.empty(), Optional.of(guest)));
        });
    }

    /** Adds a guest unless it is known. */
    void addIfUnknown(Guest guest) {
        guests.computeIfAbsent(guest.sessionId(), id -> follow(new Change(Optional.empty(), Optional.of(guest))));
    }

    /** One atomic step: replaces a guest, or forgets it when it is gone afterwards. Without such a guest nothing happens. */
    Change change(String sessionId, UnaryOperator<Guest> step) {
        Change[] made = {new Change(Optional.empty(), Optional.empty())};
        guests.computeIfPresent(sessionId, (id, guest) -> {
            Guest after = step.apply(guest);
            made[0] = new Change(Optional.of(guest), Optional.of(after).filter(left -> !left.isGone()));
            return follow(made[0]);
        });
        return made[0];
    }

    Optional<Guest> find(String sessionId) {
        return Optional.ofNullable(guests.get(sessionId));
    }

    Optional<String> sessionOf(String userId) {
        return Optional.ofNullable(sessionOfUser.get(userId));
    }

    /** The guest of that user id. */
    Optional<Guest> ofUser(String userId) {
        return sessionOf(userId).flatMap(this::find);
    }

    /** {@link #change} by user id. */
    Change changeOfUser(String userId, UnaryOperator<Guest> step) {
        return sessionOf(userId)
                .map(sessionId -> change(sessionId, step))
                .orElse(new Change(Optional.empty(), Optional.empty()));
    }

    Stats stats() {
        return tally.stats();
    }

    /** The guests online, latest first, as many as asked for. */
    List<Guest> latestOnline(int most) {
        return walk(online.latestFirst(), Guest::isOnline, most);
    }

    /** The guests searching, latest first, as many as asked for. */
    List<Guest> latestSearching(int most) {
        return walk(searching.latestFirst(), guest -> guest.presence().isSearching(), most);
    }

    /** The sessions whose time is over; by the time one looks they may have been extended. */
    List<String> expired(Instant now) {
        return expiries.due(now);
    }

    /** Whether nothing at all is left. */
    boolean isEmpty() {
        return guests.isEmpty()
                && sessionOfUser.isEmpty()
                && online.isEmpty()
                && searching.isEmpty()
                && expiries.isEmpty();
    }

    /** Everybody is forgotten. */
    void clear() {
        List.copyOf(guests.keySet()).forEach(sessionId -> change(sessionId, Guest::over));
    }

    private List<Guest> walk(Iterator<String> sessionIds, Predicate<Guest> still, int most) {
        List<Guest> found = new ArrayList<>();
        while (found.size() < most && sessionIds.hasNext()) {
            find(sessionIds.next()).filter(still).ifPresent(found::add);
        }
        return found;
    }

    /** Runs inside the guest's atomic step. Gives what the map is to hold: {@code null} means nothing. */
    private Guest follow(Change change) {
        Guest any = change.after().or(change::before).orElseThrow();
        String sessionId = any.sessionId();
        if (change.after().isPresent()) {
            sessionOfUser.put(any.session().userId(), sessionId);
        } else {
            sessionOfUser.remove(any.session().userId());
        }
        tally.follow(change);
        expiries.follow(change);
        online.contain(sessionId, change.after().filter(Guest::isOnline).isPresent());
        searching.contain(
                sessionId,
                change.after().filter(guest -> guest.presence().isSearching()).isPresent());
        return change.after().orElse(null);
    }
}
