package foyer.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The frames of a WebSocket, as a server sends them: unmasked and whole (RFC 6455, section 5.2). */
final class WebSocketFrame {

    private static final byte LAST_TEXT = (byte) 0x81;
    private static final int MOST_IN_SEVEN_BITS = 125;
    private static final int MOST_IN_TWO_BYTES = 0xFFFF;
    private static final byte TWO_BYTES_FOLLOW = 126;
    private static final byte EIGHT_BYTES_FOLLOW = 127;

    private WebSocketFrame() {}

    /** A text; half a character becomes a question mark. */
    static byte[] text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length <= MOST_IN_SEVEN_BITS) {
            return frame(2, payload).put((byte) payload.length).put(payload).array();
        }
        if (payload.length <= MOST_IN_TWO_BYTES) {
            return frame(4, payload)
                    .put(TWO_BYTES_FOLLOW)
                    .putShort((short) payload.length)
                    .put(payload)
                    .array();
        }
        return frame(10, payload)
                .put(EIGHT_BYTES_FOLLOW)
                .putLong(payload.length)
                .put(payload)
                .array();
    }

    private static ByteBuffer frame(int header, byte[] payload) {
        return ByteBuffer.allocate(header + payload.length).put(LAST_TEXT);
    }
}
