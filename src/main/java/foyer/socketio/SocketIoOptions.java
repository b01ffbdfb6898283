package foyer.socketio;

import java.time.Duration;

/**
 * The limits of a {@link SocketIoServer}.
 *
 * @param connectTimeout how long a connection may stay without being in any namespace, and how
 *     long a {@link ConnectRequest} may stay unanswered; more than a second, or slow clients never get in
 * @param maxAttachments how many binary attachments one packet may have
 * @param maxJsonDepth how deep arrays and objects may be nested in a packet; the arguments' own array is the first level
 * @param ackTimeout how long {@link Socket#emitWithAck(String, AckCallback, String...)} waits
 * @param maxAttachmentBytes how large the attachments of one packet may be together
 */
public record SocketIoOptions(
        Duration connectTimeout, int maxAttachments, int maxJsonDepth, Duration ackTimeout, int maxAttachmentBytes) {

    private static final int DEFAULT_MAX_ATTACHMENT_BYTES = 1_000_000;

    public SocketIoOptions {
        requirePositive("connectTimeout", !connectTimeout.isNegative() && !connectTimeout.isZero());
        requirePositive("maxJsonDepth", maxJsonDepth > 0);
        requirePositive("ackTimeout", !ackTimeout.isNegative() && !ackTimeout.isZero());
        if (maxAttachments < 0 || maxAttachmentBytes < 0) {
            throw new IllegalArgumentException("maxAttachments and maxAttachmentBytes must not be negative");
        }
    }

    /** The same with attachments of one megabyte together. */
    public SocketIoOptions(Duration connectTimeout, int maxAttachments, int maxJsonDepth, Duration ackTimeout) {
        this(connectTimeout, maxAttachments, maxJsonDepth, ackTimeout, DEFAULT_MAX_ATTACHMENT_BYTES);
    }

    /** The limits of the reference server, where it has any. */
    public static SocketIoOptions defaults() {
        return new SocketIoOptions(Duration.ofSeconds(45), 10, 32, Duration.ofSeconds(10));
    }

    private static void requirePositive(String name, boolean positive) {
        if (!positive) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }
}
