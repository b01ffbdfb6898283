package foyer.engineio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The frames of a WebSocket, as a server sends them: unmasked and whole (RFC 6455, section 5.2). */
final class WebSocketFrame {

    private static final byte LAST_TEXT = (byte) 0x81;
    private static final byte LAST_BINARY = (byte) 0x82;
    private static final int MOST_IN_SEVEN_BITS = 125;
    private static final int MOST_IN_TWO_BYTES = 0xFFFF;
    private static final byte TWO_BYTES_FOLLOW = 126;
    private static final byte EIGHT_BYTES_FOLLOW = 127;

    private WebSocketFrame() {}

    /** A text; half a character becomes a question mark. */
    static byte[] text(String text) {
        return frame(LAST_TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A packet's frame; of a text packet always the same array, which is not to be changed. */
    static byte[] of(Packet packet) {
        return packet instanceof Packet.Binary binary
                ? frame(LAST_BINARY, binary.bytes())
                : ((Packet.Text) packet).webSocketFrame();
    }

    /** The frames of packets, one after the other. */
    static byte[] of(List<Packet> packets) {
        if (packets.size() == 1) {
            return of(packets.get(0));
        }
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        packets.forEach(packet -> frames.writeBytes(of(packet)));
        return frames.toByteArray();
    }

    private static byte[] frame(byte kind, byte[] payload) {
        if (payload.length <= MOST_IN_SEVEN_BITS) {
            return begin(2, kind, payload)
                    .put((byte) payload.length)
                    .put(payload)
                    .array();
        }
        if (payload.length <= MOST_IN_TWO_BYTES) {
            return begin(4, kind, payload)
                    .put(TWO_BYTES_FOLLOW)
                    .putShort((short) payload.length)
                    .put(payload)
                    .array();
        }
        return begin(10, kind, payload)
                .put(EIGHT_BYTES_FOLLOW)
                .putLong(payload.length)
                .put(payload)
                .array();
    }

    private static ByteBuffer begin(int header, byte kind, byte[] payload) {
        return ByteBuffer.allocate(header + payload.length).put(kind);
    }
}
