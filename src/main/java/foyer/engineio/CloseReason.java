package foyer.engineio;

import java.util.Objects;

/**
 * Why a connection ended, in the words of the Socket.IO reference server.
 *
 * <p>The constants here are the reasons the engine itself knows. The layers above add their own the same
 * way; {@code foyer.lifecycle.DisconnectReason} is the catalogue of all of them.
 *
 * @param text the reason as it stands in logs and as the reference server would report it
 */
public record CloseReason(String text) {

    /** The client closed the transport, or its network did. */
    public static final CloseReason TRANSPORT_CLOSE = new CloseReason("transport close");

    /** The transport failed: a write error, an overlapping poll, a request that broke the rules. */
    public static final CloseReason TRANSPORT_ERROR = new CloseReason("transport error");

    /** No pong arrived within the ping time-out. */
    public static final CloseReason PING_TIMEOUT = new CloseReason("ping timeout");

    /** The client sent something that is not the protocol. */
    public static final CloseReason PARSE_ERROR = new CloseReason("parse error");

    /** The server closed the connection without a more precise reason. */
    public static final CloseReason FORCED_CLOSE = new CloseReason("forced close");

    /** The server is stopping, or the application is being undeployed. */
    public static final CloseReason SERVER_SHUTTING_DOWN = new CloseReason("server shutting down");

    /** The client reads more slowly than others write to it: its queue is full, or a write stalled. */
    public static final CloseReason SLOW_CONSUMER = new CloseReason("slow consumer");

    /** The client sent a message larger than {@code maxPayload}. */
    public static final CloseReason PAYLOAD_TOO_LARGE = new CloseReason("payload too large");

    public CloseReason {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
