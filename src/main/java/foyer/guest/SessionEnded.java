package foyer.guest;

/**
 * A guest ended its session; a CDI event, fired once the session is gone from the store. Whoever knows the sockets closes them.
 *
 * @param sessionId the session
 * @param userId whose it was
 */
public record SessionEnded(String sessionId, String userId) {}
