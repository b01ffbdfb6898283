package foyer.store.memory;

import foyer.guest.GuestSession;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Who waits for a partner, in the order they came. Guarded by its owner. */
final class WaitingList {

    private final Duration widenAfter;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** One who waits. */
    record Entry(GuestSession session, Optional<String> language, Instant since) {

        String userId() {
            return session.userId();
        }
    }

    WaitingList(Duration widenAfter) {
        this.widenAfter = widenAfter;
    }

    /** Adds a guest at the end; one who waits already keeps its place. */
    Entry add(GuestSession session, Instant now) {
        Entry known = entries.get(session.userId());
        Entry entry = new Entry(
                session,
                session.profile().language().map(language -> language.toLowerCase(Locale.ROOT)),
                known == null ? now : known.since());
        entries.put(session.userId(), entry);
        return entry;
    }

    void remove(String userId) {
        entries.remove(userId);
    }

    /** There are few: whoever suits another is on the list no more. */
    void keepOnly(Predicate<Entry> wanted) {
        entries.values().removeIf(wanted.negate());
    }

    boolean contains(Entry entry) {
        return entries.get(entry.userId()) == entry;
    }

    boolean isOnly(Entry entry) {
        return entries.size() == 1 && contains(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A copy. */
    List<Entry> inOrder() {
        return List.copyOf(entries.values());
    }

    /** Whom one could be matched with, best first. The last partner is among them only if nobody else waits. */
    List<Entry> suiting(Entry seeker, Partings partings, Instant now) {
        List<Entry> others = entries.values().stream()
                .filter(entry -> !entry.userId().equals(seeker.userId()))
                .toList();
        List<Entry> strangers = others.stream()
                .filter(entry -> !partings.isRecent(seeker.userId(), entry.userId(), now))
                .toList();
        return (strangers.isEmpty() ? others : strangers)
                .stream().filter(entry -> suit(seeker, entry, now)).toList();
    }

    private boolean suit(Entry one, Entry other, Instant now) {
        return one.language().equals(other.language()) || !isParticular(one, now) && !isParticular(other, now);
    }

    /** Whether the guest still waits for somebody of its own language. */
    private boolean isParticular(Entry entry, Instant now) {
        return entry.language().isPresent() && now.isBefore(entry.since().plus(widenAfter));
    }
}
