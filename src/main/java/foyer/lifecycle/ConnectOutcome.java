package foyer.lifecycle;

import foyer.cluster.Whereabouts;
import foyer.guest.GuestSession;
import foyer.presence.Presence;
import foyer.room.CurrentRoom;
import foyer.room.Room;
import java.util.Optional;

/** What became of a socket that wanted in. */
public sealed interface ConnectOutcome {

    /**
     * The socket is registered.
     *
     * @param session the session, extended
     * @param presence the guest's presence, online
     * @param first whether the guest was offline before
     * @param places where the guest has sockets now
     * @param room the room the guest is in
     * @param missed a room that was closed while nobody could tell the guest, if it is in none now; given once
     */
    record Arrived(
            GuestSession session,
            Presence presence,
            boolean first,
            Whereabouts places,
            Optional<CurrentRoom> room,
            Optional<Room> missed)
            implements ConnectOutcome {}

    /** The session was deleted or has expired: {@code SESSION_NOT_FOUND}. Nothing was changed. */
    record SessionGone() implements ConnectOutcome {}

    /** The session has as many sockets as it may: {@code RATE_LIMITED}. Nothing was changed. */
    record TooManySockets() implements ConnectOutcome {}
}
