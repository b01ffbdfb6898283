package foyer.presence;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the presence of every guest. Going online and offline are not here: they belong to a connect and a
 * disconnect and happen with them, in one step ({@code foyer.lifecycle.ConnectionStore}).
 *
 * <p>Each method is one atomic step and at most one round trip; any thread may call it. The answer is empty when
 * no session of that user is known.
 */
public interface PresenceStore {

    /** The presence of one guest. */
    Optional<Presence> find(String userId);

    /**
     * The guest was heard of: refreshes {@code lastSeen}.
     *
     * @return the presence afterwards
     */
    Optional<Presence> seen(String userId, Instant now);

    /**
     * The guest wants a partner, or wants one no more. Nothing changes but {@code lastSeen} for a guest who is offline or
     * in a room.
     *
     * @return the presence afterwards
     */
    Optional<Presence> searching(String userId, boolean searching, Instant now);
}
