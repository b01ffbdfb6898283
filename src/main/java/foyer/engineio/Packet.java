package foyer.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * One packet of Engine.IO v4, immutable and encoded once: the same instance may be queued on any number of
 * connections, which is how a broadcast costs one encoding.
 *
 * <pre>{@code
 * Packet greeting = Packet.message("2[\"hello\"]");
 * connections.forEach(connection -> connection.send(greeting));
 * }</pre>
 */
public sealed interface Packet {

    Packet PING = new Text(PacketType.PING, "", false);
    Packet PONG_PROBE = new Text(PacketType.PONG, "probe", false);
    Packet CLOSE = new Text(PacketType.CLOSE, "", false);
    Packet NOOP = new Text(PacketType.NOOP, "", false);

    /** A text message. */
    static Packet message(String data) {
        return new Text(PacketType.MESSAGE, data, false);
    }

    /** A binary message. The array is not copied and must not be changed afterwards. */
    static Packet message(byte[] data) {
        return new Binary(data, false);
    }

    PacketType type();

    /** How many bytes this packet holds at most in a queue; an estimate for text, exact for binary. */
    int size();

    /** Whether this packet may be dropped when the client does not keep up. */
    boolean isVolatile();

    /** The same packet, allowed to be dropped when the client does not keep up. */
    Packet asVolatile();

    /** The packet as it stands in a polling payload; binary as {@code b} and base64. */
    String encoded();

    /** A packet that is text on both transports. */
    final class Text implements Packet {
        private final String encoded;
        private final boolean droppable;
        private volatile byte[] frame;

        Text(PacketType type, String data, boolean droppable) {
            this(type.code() + data, droppable);
        }

        /** @param encoded begins with the digit of a type */
        Text(String encoded, boolean droppable) {
            this.encoded = encoded;
            this.droppable = droppable;
        }

        @Override
        public PacketType type() {
            return PacketType.ofDigit(encoded.charAt(0));
        }

        /** The packet as a frame, made at the first call. The array is everybody's, and not to be changed. */
        byte[] webSocketFrame() {
            byte[] made = frame;
            if (made == null) {
                made = WebSocketFrame.text(encoded);
                frame = made;
            }
            return made;
        }

        /** What follows the type digit. */
        public String data() {
            return encoded.substring(1);
        }

        @Override
        public int size() {
            return encoded.length();
        }

        @Override
        public boolean isVolatile() {
            return droppable;
        }

        @Override
        public Packet asVolatile() {
            return new Text(encoded, true);
        }

        @Override
        public String encoded() {
            return encoded;
        }

        @Override
        public String toString() {
            return type() + "(" + size() + ")";
        }
    }

    /** A binary message. */
    final class Binary implements Packet {
        private final byte[] data;
        private final boolean droppable;

        Binary(byte[] data, boolean droppable) {
            this.data = Objects.requireNonNull(data, "data");
            this.droppable = droppable;
        }

        /** The array itself, for the one who received the packet. */
        byte[] bytes() {
            return data;
        }

        @Override
        public PacketType type() {
            return PacketType.MESSAGE;
        }

        /** The bytes, as a read-only view. */
        public ByteBuffer data() {
            return ByteBuffer.wrap(data).asReadOnlyBuffer();
        }

        @Override
        public int size() {
            return data.length;
        }

        @Override
        public boolean isVolatile() {
            return droppable;
        }

        @Override
        public Packet asVolatile() {
            return new Binary(data, true);
        }

        @Override
        public String encoded() {
            return 'b' + new String(Base64.getEncoder().encode(data), StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return "BINARY(" + data.length + ")";
        }
    }
}
