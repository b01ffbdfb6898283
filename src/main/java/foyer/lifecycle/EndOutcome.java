package foyer.lifecycle;

import foyer.room.Room;
import java.util.List;
import java.util.Optional;

/**
 * What the end of a session left to do.
 *
 * @param sockets the sockets that were open on the caller's node
 * @param room the room the guest is in, and away from since just now (or since before)
 */
public record EndOutcome(List<String> sockets, Optional<Room> room) {

    public EndOutcome {
        sockets = List.copyOf(sockets);
    }
}
