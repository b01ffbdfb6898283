package foyer.room;

import foyer.cluster.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Knows who waits for a partner, who shares a room and who is away from one, and changes presence and counts together with it.
 *
 * <p>Each method is one atomic step and at most one round trip; any thread may call it, and several nodes at once. The time is the
 * store's own. A guest is in at most one room. Of several callers that close a room exactly one is given it, and does the
 * clean-up.
 *
 * <p>What other nodes must know, the store tells them in the same step: nobody can be told of a step that was not taken, no step
 * is taken of which they are not told, and they hear of the steps in the order in which they were taken. See {@link Step}: it is
 * sent to every node with a socket of one of the two, but not to the caller's, which has the answer.
 *
 * <p>A guest whose last socket is gone while it is in a room is <em>away</em> from it until it connects again
 * ({@code foyer.lifecycle.ConnectionStore} has both steps), or the room is closed. Each absence has a deadline; nothing
 * happens at the deadline by itself.
 *
 * @throws StoreUnavailableException (each method) when the store cannot be asked; whether the step was taken is not known then
 */
public interface RoomStore {

    /**
     * The guest wants a partner. It is matched with the one who has waited longest, if they suit each other: same
     * language, or both have waited long enough not to mind; not the partner it has just left, unless nobody else waits; nobody
     * without a socket on a node whose lease is good. Otherwise it waits. Repeating the call does not lose its place.
     */
    SearchOutcome search(String userId);

    /** The guest wants a partner no more. Gives whether it did. */
    boolean cancel(String userId);

    /**
     * Matches those who have waited long enough not to mind the language. For the clockwork of every node to call every second or
     * so; each match is given to one caller.
     */
    List<Step.Opened> matchPatient();

    /** The room the guest is in. */
    Optional<Room> roomOf(String userId);

    /** The rooms of several guests, each room once, with where its members are: for putting right what a node knows. */
    List<Step.Opened> roomsOf(List<String> userIds);

    /**
     * Closes a room: both are free, and away from it no more. For a member without any socket who does not know yet (the partner of
     * {@code exit.userId()}, and that one itself if it is {@link Exit.Kind#LOST}) it is kept as with {@link #keepMissed}.
     *
     * @param room as it was given; another meeting of the same two (with another {@code since}) is not touched
     * @return what is to be told, if this caller closed it
     */
    Optional<Step.Closed> close(Room room, Exit exit);

    /** The same, but only if {@code exit.userId()} is away from that room and its deadline has been reached. */
    Optional<Step.Closed> closeIfAway(Room room, Exit exit);

    /**
     * Absences that should have ended more than a second ago: the node that was to see to it has died. For the clockwork of every
     * node to call every second; it costs what there is to give. The same may be given to several callers, and again, until one of
     * them has closed the room.
     *
     * @param most how many to give at most
     */
    List<Absence> overdue(int most);

    /**
     * Keeps for two minutes, for a guest who could not be told, that a room of it was closed; its next connect gives it, once.
     * Nothing is kept if the guest is in a room again, or has a socket on a node other than the caller's: that one has told it.
     */
    void keepMissed(String userId, Room room);

    /**
     * Puts rooms back of which the store has lost all data, unless one of the two is in another room by now. A member whose sockets are
     * not registered (yet) is away from it, and the connect that ends this does so silently: it is not {@link CurrentRoom#back}. The nodes of both members
     * will do it, in any order and more than once, each when the sessions of its own guests have been put back: the second call
     * completes what the first could not (the partner in the presence of a member who was unknown then).
     *
     * @param grace how long from now members have to be registered again
     */
    void restore(List<Room> rooms, Duration grace);
}
