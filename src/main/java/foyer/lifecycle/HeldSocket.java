package foyer.lifecycle;

import foyer.guest.GuestSession;

/**
 * A socket that a node really holds.
 *
 * @param session as the node has last seen it
 */
public record HeldSocket(GuestSession session, String socketId) {}
