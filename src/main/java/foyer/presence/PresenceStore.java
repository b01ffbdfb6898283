package foyer.presence;

import java.util.Optional;

/**
 * Keeps the presence of every guest. Going online and offline are not here: they belong to a connect and a
 * disconnect and happen with them, in one step ({@code foyer.lifecycle.ConnectionStore}); the search for a partner likewise
 * ({@code foyer.room.RoomStore}).
 *
 * <p>Each method is one atomic step and at most one round trip; any thread may call it. The time is the store's own. The
 * answer is empty when no session of that user is known; a store that cannot be asked throws
 * {@link foyer.cluster.StoreUnavailableException}.
 */
public interface PresenceStore {

    /** The presence of one guest. */
    Optional<Presence> find(String userId);

    /**
     * The guest was heard of: refreshes {@code lastSeen}.
     *
     * @return the presence afterwards
     */
    Optional<Presence> seen(String userId);
}
