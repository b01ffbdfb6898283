package foyer.room;

/** A member who is away from a room and did not come back in time. */
public record Absence(Room room, String userId) {}
