package foyer.file;

/** Who is in which room. Any thread may ask; the answer must not wait for long. */
public interface RoomMembership {

    /**
     * Whether this guest is in this room, and the room is open. Once a room ends this is {@code false} for everybody, before
     * {@link RoomFiles#roomHasEnded} is called.
     */
    boolean isMember(String userId, String roomId);
}
