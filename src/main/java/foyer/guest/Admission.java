package foyer.guest;

import foyer.token.IssuedToken;

/**
 * A guest that was let in.
 *
 * @param session its session
 * @param token its first token
 */
public record Admission(GuestSession session, IssuedToken token) {}
