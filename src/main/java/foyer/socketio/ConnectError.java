package foyer.socketio;

import java.util.Objects;
import java.util.Optional;

/**
 * The payload of a CONNECT_ERROR packet.
 *
 * @param message what the client finds in {@code error.message}
 * @param dataJson what it finds in {@code error.data}, as JSON text
 */
public record ConnectError(String message, Optional<String> dataJson) {

    static final ConnectError INVALID_NAMESPACE = new ConnectError("Invalid namespace");
    static final ConnectError TIMED_OUT = new ConnectError("Connection timed out");
    static final ConnectError INTERNAL = new ConnectError("Internal server error");

    public ConnectError {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(dataJson, "dataJson");
    }

    /** An error without data. */
    public ConnectError(String message) {
        this(message, Optional.empty());
    }
}
