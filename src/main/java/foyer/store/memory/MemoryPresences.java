package foyer.store.memory;

import foyer.presence.Presence;
import foyer.presence.PresenceStore;
import java.time.Instant;
import java.util.Optional;

/** The presences in memory. */
final class MemoryPresences implements PresenceStore {

    private final Shared shared;

    MemoryPresences(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Optional<Presence> find(String userId) {
        return shared.directory.ofUser(userId).map(Guest::presence);
    }

    @Override
    public Optional<Presence> seen(String userId) {
        Instant now = shared.clock.instant();
        return shared.directory
                .changeOfUser(userId, guest -> guest.withPresence(presence -> presence.seen(now)))
                .after()
                .map(Guest::presence);
    }
}
