package foyer.token;

import jakarta.json.JsonString;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Whom a token is about.
 *
 * @param userId the user's public id; the claims {@code sub} and {@code userId}
 * @param sessionId the session's id; a secret of the token's holder
 * @param username the user's name; the claims {@code upn} and {@code username}
 */
public record TokenSubject(String userId, String sessionId, String username) {

    public TokenSubject {
        if (!AtobSafe.isSafe(userId) || !AtobSafe.isSafe(sessionId) || !AtobSafe.isSafe(username)) {
            throw new IllegalArgumentException("a claim is not plain ASCII");
        }
    }

    /**
     * Reads a verified token, whoever verified it: {@link TokenVerifier} or the container.
     *
     * @return empty when it is not a token of a session of ours
     */
    public static Optional<TokenSubject> of(JsonWebToken token) {
        Optional<String> userId = Optional.ofNullable(token.getSubject());
        Optional<String> sessionId = text(token, "sessionId");
        Optional<String> username = text(token, "username");
        if (userId.isEmpty() || sessionId.isEmpty() || username.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TokenSubject(userId.get(), sessionId.get(), username.get()));
    }

    /** MicroProfile JWT leaves it to the container whether a claim of one's own is a string or a JSON string. */
    private static Optional<String> text(JsonWebToken token, String name) {
        Object value = token.getClaim(name);
        if (value instanceof JsonString json) {
            return Optional.of(json.getString());
        }
        return value instanceof String string ? Optional.of(string) : Optional.empty();
    }
}
