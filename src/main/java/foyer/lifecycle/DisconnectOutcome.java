package foyer.lifecycle;

import foyer.room.Room;
import java.util.Optional;

/** What the closing of a socket meant for its guest. */
public sealed interface DisconnectOutcome {

    /** The socket was not registered, or somebody else was told of its end: there is nothing to do. */
    record NotRegistered() implements DisconnectOutcome {}

    /** The guest has other sockets, here or on other nodes, and stays online. */
    record StillOnline() implements DisconnectOutcome {}

    /**
     * It was the guest's last socket: the guest went offline just now, and this caller does what follows.
     *
     * @param room the room it is in, and away from since just now
     */
    record Last(Optional<Room> room) implements DisconnectOutcome {}
}
