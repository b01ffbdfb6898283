package foyer.room;

/**
 * How somebody's going ends a room.
 *
 * @param userId whose doing it is
 * @param reason what the other one is told
 * @param kind what the one who goes knows of it
 * @param cleared whether it was {@code chat:clear}, which both are told of too
 */
public record Exit(String userId, ClosedReason reason, Kind kind, boolean cleared) {

    /** What the one who goes knows of it. */
    public enum Kind {
        /** It left the room, and knows. */
        LEFT,
        /** It went away on purpose, or its session ended. */
        GONE,
        /** It was lost and did not come back in time; its page may still show the room. */
        LOST
    }

    /** Any but by {@code chat:clear}. */
    public Exit(String userId, ClosedReason reason, Kind kind) {
        this(userId, reason, kind, false);
    }
}
