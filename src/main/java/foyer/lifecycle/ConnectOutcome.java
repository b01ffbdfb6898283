package foyer.lifecycle;

import foyer.guest.GuestSession;
import foyer.presence.Presence;

/** What became of a socket that wanted in. */
public sealed interface ConnectOutcome {

    /**
     * The socket is registered.
     *
     * @param session the session, extended
     * @param presence the guest's presence, online
     * @param first whether the guest was offline before
     */
    record Arrived(GuestSession session, Presence presence, boolean first) implements ConnectOutcome {}

    /** The session was deleted or has expired: {@code SESSION_NOT_FOUND}. Nothing was changed. */
    record SessionGone() implements ConnectOutcome {}

    /** The session has as many sockets as it may: {@code RATE_LIMITED}. Nothing was changed. */
    record TooManySockets() implements ConnectOutcome {}
}
