package foyer.edge;

/**
 * Every way a request or a connection can be refused.
 *
 * <p>The rule: a client reads {@link #code()}; a person, and the older client, reads {@link #message()}. Over REST both
 * stand in the envelope, with {@link #status()}; on a socket both stand in CONNECT_ERROR, an acknowledgement or an error
 * event. {@link #retry()} says whether the same request can succeed later without the client changing anything.
 */
public enum Refusal {

    // ---- Who are you? ----

    /** No token came with the request or with CONNECT. The client gets one from {@code POST /api/guest} first. */
    TOKEN_MISSING("Authentication token required", 401, false),

    /**
     * The token's {@code exp} has passed, or the key that signed it is not ours any more (rotated away, or made at the start of a
     * node that has restarted since). The client gets a new one and comes back.
     */
    TOKEN_EXPIRED("Token has expired", 401, false),

    /** Not a token of ours: signature, algorithm, issuer, audience or format is wrong. Coming back with it is pointless. */
    TOKEN_INVALID("Invalid token", 401, false),

    /** The token is good, its session was ended or has expired. The client makes a new session. */
    SESSION_NOT_FOUND("Guest session not found or expired", 401, false),

    /** A valid token of somebody who is not a guest, while only guests are let in. */
    GUESTS_ONLY("Only guest sessions are supported", 403, false),

    /** A page of an origin that is not listed ({@code foyer.origins}) called. */
    ORIGIN_NOT_ALLOWED("Origin not allowed", 403, false),

    /** Somebody else's session, room or file. */
    FORBIDDEN("You do not have access to this resource", 403, false),

    /** A file for a room the caller is not in, or that has ended in the meantime. */
    NOT_YOUR_ROOM("You are not in this room", 403, false),

    // ---- Not now ----

    /** Too many of something: the answer says how long to wait ({@code retryAfterMs}; over REST {@code Retry-After} too). */
    RATE_LIMITED("Rate limit exceeded", 429, true),

    /** The node is about to stop; the client comes back and reaches another one. */
    DRAINING("Server is shutting down", 503, true),

    /** There is no room for more files; some will end. */
    STORAGE_FULL("Not enough storage for this file", 507, true),

    /** Something the server needs does not answer, or the server has a fault of its own (then the status is 500). */
    UNAVAILABLE("Service temporarily unavailable", 503, true),

    // ---- Not like that ----

    /** The body has bad fields; {@code errors} names each. */
    INVALID_INPUT("Validation failed", 400, false),

    /** {@code user:match} of a guest who is in a room: it is to leave that first. */
    IN_ROOM("You are already in a chat", 409, false),

    /** A message, a signal or a goodbye of a guest who has no partner (any more). */
    NOT_IN_ROOM("You are not in a chat", 409, false),

    /** {@code user:match:cancel} of a guest who does not search; it may have been matched just now. */
    NOT_SEARCHING("You are not searching", 409, false),

    /** A client sent an event of a name nobody listens for. */
    UNKNOWN_EVENT("Unknown event", 404, false),

    /** The body is not a JSON object, or the request is otherwise not understood. */
    BAD_REQUEST("Malformed request", 400, false),

    /** No such path under {@code /api}. */
    NOT_FOUND("API endpoint not found", 404, false),

    /** A file that never was, or is no more; or a link to one that is not ours, or whose time is over. */
    FILE_NOT_FOUND("File not found or expired", 404, false),

    /** An administrator asked for a guest who is not there. */
    GUEST_NOT_FOUND("Guest not found", 404, false),

    /** An administrator asked for a socket that is not there (any more). */
    SOCKET_NOT_FOUND("Socket not found", 404, false),

    /** An administrator asked for a room that is not open. */
    ROOM_NOT_FOUND("Room not found", 404, false),

    /** The path exists, not with this method. */
    METHOD_NOT_ALLOWED("Method not allowed", 405, false),

    /** No representation the client accepts. */
    NOT_ACCEPTABLE("Not acceptable", 406, false),

    /** The body is larger than it may be. */
    TOO_LARGE("Request body too large", 413, false),

    /** A file is larger than {@code foyer.file.max-bytes}. */
    FILE_TOO_LARGE("File too large", 413, false),

    /** A file's content is of no type that may be sent, or not what its name says. */
    FILE_TYPE_NOT_ALLOWED("File type not allowed", 415, false),

    /** A file came in so slowly that it was given up. */
    UPLOAD_TOO_SLOW("Upload too slow", 408, true),

    /** The body's content type is not the one that is read here. */
    UNSUPPORTED_TYPE("Unsupported media type", 415, false),

    /** A fault of the server, in the log with the number the answer carries; it says nothing else of it. */
    INTERNAL_ERROR("Internal server error", 500, true);

    private final String message;
    private final int status;
    private final boolean retry;

    Refusal(String message, int status, boolean retry) {
        this.message = message;
        this.status = status;
        this.retry = retry;
    }

    /** The code a program reads: the constant's name. */
    public String code() {
        return name();
    }

    /** The contract's message. */
    public String message() {
        return message;
    }

    /** The HTTP status it is given with. */
    public int status() {
        return status;
    }

    /** Whether the same request can succeed later. */
    public boolean retry() {
        return retry;
    }
}
