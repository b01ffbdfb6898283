package foyer.room;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Knows who waits for a partner and who shares a room, and changes presence and counts together with it.
 *
 * <p>Each method is one atomic step and at most one round trip; any thread may call it, and several nodes at once. A
 * guest is in at most one room. Of several callers that close a room exactly one is given it, and does the clean-up.
 */
public interface RoomStore {

    /**
     * The guest wants a partner. It is matched with the one who has waited longest, if they suit each other: same
     * language, or both have waited long enough not to mind; not the partner it has just left, unless nobody else waits; nobody
     * whose last socket is gone. Otherwise it waits. Repeating the call does not lose its place.
     */
    SearchOutcome search(String userId, Instant now);

    /** The guest wants a partner no more. Gives whether it did. */
    boolean cancel(String userId, Instant now);

    /** Matches those who have waited long enough not to mind the language. For the clockwork to call every second or so. */
    List<Room> matchPatient(Instant now);

    /** The room the guest is in. */
    Optional<Room> roomOf(String userId);

    /**
     * Closes a room: both are free.
     *
     * @param room as it was given; another meeting of the same two is not touched
     * @return whether this caller closed it
     */
    boolean close(Room room, Instant now);

    /** Keeps for some minutes, for a guest who could not be told, that a room of it was closed. */
    void keepMissed(String userId, Room room, Instant now);

    /** The room that was closed while the guest could not be told, within the last minutes. It is given once. */
    Optional<Room> takeMissed(String userId, Instant now);
}
