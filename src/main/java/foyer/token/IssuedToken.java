package foyer.token;

import java.time.Instant;

/**
 * A token that was just made.
 *
 * @param value the token, a secret: never logged
 * @param expiresAt the end of its life, in whole seconds
 */
public record IssuedToken(String value, Instant expiresAt) {

    /** Says nothing of the token itself. */
    @Override
    public String toString() {
        return "IssuedToken[expiresAt=" + expiresAt + "]";
    }
}
