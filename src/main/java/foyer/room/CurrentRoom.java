package foyer.room;

import foyer.cluster.Whereabouts;

/**
 * The room a guest is in at the moment it connects.
 *
 * @param back whether the guest was away from it, and this very connect ended that
 * @param partner where the other one's sockets are
 */
public record CurrentRoom(Room room, boolean back, Whereabouts partner) {}
