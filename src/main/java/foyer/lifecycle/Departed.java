package foyer.lifecycle;

import foyer.room.Room;
import java.util.Optional;

/**
 * A guest whose last socket was on a node that has died.
 *
 * @param room the room it is in, and away from with no time left to come back
 */
public record Departed(String userId, Optional<Room> room) {}
