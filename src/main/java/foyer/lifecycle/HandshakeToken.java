package foyer.lifecycle;

import foyer.rest.Json;
import foyer.socketio.ConnectRequest;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Finds the token of a CONNECT request where the contract looks for it, in its order (section 1). */
final class HandshakeToken {

    private static final String SCHEME = "bearer ";

    private final boolean inQuery;

    /**
     * @param inQuery whether {@code ?token=} counts: URLs end in access logs
     */
    HandshakeToken(boolean inQuery) {
        this.inQuery = inQuery;
    }

    /** The token; blank when there is none. */
    String of(ConnectRequest request) {
        return request.authJson()
                .flatMap(HandshakeToken::inAuth)
                .or(() -> request.handshake().authorization().flatMap(HandshakeToken::inHeader))
                .or(() -> inQuery
                        ? Optional.ofNullable(request.handshake().query().get("token"))
                        : Optional.empty())
                .orElse("");
    }

    private static Optional<String> inAuth(String authJson) {
        JsonObject auth = Json.parse(authJson);
        JsonValue token = auth.getOrDefault("token", JsonValue.NULL);
        if (token instanceof JsonString text) {
            return Optional.of(text.getString()).filter(value -> !value.isBlank());
        }
        // Something else than text is a token too, and not a valid one.
        return token.getValueType() == JsonValue.ValueType.NULL ? Optional.empty() : Optional.of(token.toString());
    }

    private static Optional<String> inHeader(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).trim())
                : Optional.empty();
    }
}
