package foyer.store.memory;

import foyer.presence.Presence;
import foyer.presence.PresenceStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The presences in memory. */
final class MemoryPresences implements PresenceStore {

    private final Directory directory;

    MemoryPresences(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Presence> find(String userId) {
        return directory.sessionOf(userId).flatMap(directory::find).map(Guest::presence);
    }

    @Override
    public Optional<Presence> seen(String userId, Instant now) {
        return update(userId, presence -> presence.seen(now));
    }

    @Override
    public Optional<Presence> searching(String userId, boolean searching, Instant now) {
        return update(userId, presence -> presence.searching(searching, now));
    }

    private Optional<Presence> update(String userId, UnaryOperator<Presence> change) {
        return directory
                .sessionOf(userId)
                .flatMap(sessionId -> directory
                        .change(sessionId, guest -> guest.withPresence(change))
                        .after())
                .map(Guest::presence);
    }
}
