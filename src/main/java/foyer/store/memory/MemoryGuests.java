package foyer.store.memory;

import foyer.guest.GuestSession;
import foyer.guest.GuestStore;
import foyer.guest.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The sessions in memory. */
final class MemoryGuests implements GuestStore {

    private final Directory directory;
    private final Duration lifetime;

    MemoryGuests(Directory directory, Duration lifetime) {
        this.directory = directory;
        this.lifetime = lifetime;
    }

    @Override
    public void create(GuestSession session) {
        directory.add(Guest.arriving(session));
    }

    @Override
    public Optional<GuestSession> find(String sessionId, Instant now) {
        return directory.find(sessionId).filter(guest -> guest.isAlive(now)).map(Guest::session);
    }

    @Override
    public Optional<GuestSession> updateProfile(String sessionId, Profile changes, Instant now) {
        return update(
                sessionId, now, session -> session.withProfile(session.profile().with(changes)));
    }

    @Override
    public Optional<GuestSession> updateDevice(String sessionId, String deviceId, Instant now) {
        return update(sessionId, now, session -> session.withDevice(deviceId));
    }

    @Override
    public Optional<GuestSession> extend(String sessionId, Instant now) {
        return update(sessionId, now, session -> session.until(now.plus(lifetime)));
    }

    @Override
    public Optional<GuestSession> delete(String sessionId) {
        return directory
                .change(sessionId, Guest::deleted)
                .before()
                .filter(guest -> !guest.ended())
                .map(Guest::session);
    }

    @Override
    public int removeExpired(Instant now) {
        int removed = 0;
        for (String sessionId : directory.expired(now)) {
            Change change = directory.change(sessionId, guest -> guest.isAlive(now) ? guest : guest.deleted());
            removed += change.before().isPresent() && change.after().isEmpty() ? 1 : 0;
        }
        return removed;
    }

    private Optional<GuestSession> update(String sessionId, Instant now, UnaryOperator<GuestSession> change) {
        return directory
                .change(sessionId, guest -> guest.isAlive(now) ? guest.withSession(change) : guest)
                .after()
                .filter(guest -> guest.isAlive(now))
                .map(Guest::session);
    }
}
