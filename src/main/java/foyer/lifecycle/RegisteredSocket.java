package foyer.lifecycle;

/** A socket that the store believes a node to hold. */
public record RegisteredSocket(String sessionId, String userId, String socketId) {}
