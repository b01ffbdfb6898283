package foyer.engineio;

/**
 * The ways the engine refuses an HTTP request, as the reference server has them: the status, and the
 * {@code code} and {@code message} of the JSON body.
 */
public enum EngineError {
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
    UNKNOWN_SID(400, 1, "Session ID unknown"),
    /** A connection of another node, or of this one before its restart. The client opens a new one. */
    WRONG_NODE(
            400,
            1,
            "Session ID unknown: this connection is not of this node. If there are several, the load balancer must be sticky"),
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    PAYLOAD_TOO_LARGE(413, 3, "Payload too large"),
    /** The origin is not allowed. */
    FORBIDDEN(403, 4, "Forbidden"),
    /** The address has too many connections open already. */
    TOO_MANY_CONNECTIONS(429, 4, "Too many connections"),
    UNSUPPORTED_PROTOCOL_VERSION(400, 5, "Unsupported protocol version"),
    SHUTTING_DOWN(503, 4, "Server is shutting down");

    private final int status;
    private final String body;

    EngineError(int status, int code, String message) {
        this.status = status;
        this.body = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The JSON body. */
    public String body() {
        return body;
    }
}
