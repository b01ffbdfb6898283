package foyer.store.memory;

import foyer.guest.GuestSession;
import foyer.guest.GuestStore;
import foyer.guest.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The sessions in memory. */
final class MemoryGuests implements GuestStore {

    /** How long a session lives that was put back, for its sockets to be put back too. */
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private final Shared shared;

    MemoryGuests(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void create(GuestSession session) {
        shared.directory.add(Guest.arriving(session));
    }

    @Override
    public Optional<GuestSession> find(String sessionId) {
        Instant now = shared.clock.instant();
        return shared.directory
                .find(sessionId)
                .filter(guest -> guest.isAlive(now))
                .map(Guest::session);
    }

    @Override
    public Optional<GuestSession> updateProfile(String sessionId, Profile changes) {
        return update(
                sessionId,
                (session, now) -> session.withProfile(session.profile().with(changes)));
    }

    @Override
    public Optional<GuestSession> updateDevice(String sessionId, String deviceId) {
        return update(sessionId, (session, now) -> session.withDevice(deviceId));
    }

    @Override
    public Optional<GuestSession> extend(String sessionId) {
        return update(sessionId, (session, now) -> session.until(now.plus(shared.lifetime)));
    }

    @Override
    public Optional<GuestSession> delete(String sessionId) {
        return shared.directory
                .change(sessionId, Guest::deleted)
                .before()
                .filter(guest -> !guest.ended())
                .map(Guest::session);
    }

    @Override
    public int removeExpired() {
        Instant now = shared.clock.instant();
        int removed = 0;
        for (String sessionId : shared.directory.expired(now)) {
            Change change = shared.directory.change(sessionId, guest -> guest.isAlive(now) ? guest : guest.deleted());
            removed += change.before().isPresent() && change.after().isEmpty() ? 1 : 0;
        }
        return removed;
    }

    @Override
    public void restore(List<GuestSession> sessions) {
        Instant soonest = shared.clock.instant().plus(AT_LEAST);
        sessions.forEach(session -> shared.directory.addIfUnknown(Guest.arriving(session.until(soonest))));
    }

    @Override
    public void recover(List<GuestSession> sessions) {
        // Whoever is not known has been deleted: memory loses nothing.
    }

    private Optional<GuestSession> update(String sessionId, BiFunction<GuestSession, Instant, GuestSession> change) {
        Instant now = shared.clock.instant();
        return shared.directory
                .change(
                        sessionId,
                        guest -> guest.isAlive(now) ? guest.withSession(session -> change.apply(session, now)) : guest)
                .after()
                .filter(guest -> guest.isAlive(now))
                .map(Guest::session);
    }
}
