package foyer.socketio;

import foyer.engineio.PacketException;
import java.util.OptionalLong;

/**
 * What stands before the payload of a packet:
 * {@code <packet type>[<# of binary attachments>-][<namespace>,][<acknowledgment id>]}.
 *
 * @param attachments how many attachments follow; zero unless the type is binary
 * @param namespace with its slash and without the query some clients append
 * @param payload where the payload begins; the length of the text if there is none
 */
record PacketHeader(PacketType type, int attachments, String namespace, OptionalLong id, int payload) {

    /** The largest integer a JavaScript client can count to. */
    private static final long MAX_ID = 1L << 53;

    private static final int MAX_NAMESPACE_LENGTH = 256;

    static PacketHeader parse(String text, int maxAttachments) throws PacketException {
        return new Parser(text).parse(maxAttachments);
    }

    private static final class Parser {
        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        PacketHeader parse(int maxAttachments) throws PacketException {
            if (text.isEmpty()) {
                throw new PacketException("empty packet");
            }
            PacketType type = PacketType.of(text.charAt(position++));
            int attachments = type.isBinary() ? attachments(maxAttachments) : 0;
            String namespace = namespace();
            OptionalLong id = isDigit() ? OptionalLong.of(number(MAX_ID)) : OptionalLong.empty();
            return new PacketHeader(type, attachments, namespace, id, position);
        }

        private int attachments(int max) throws PacketException {
            int count = isDigit() ? (int) number(max) : -1;
            if (count < 0 || position == text.length() || text.charAt(position) != '-') {
                throw new PacketException("illegal number of attachments");
            }
            position++;
            return count;
        }

        private String namespace() throws PacketException {
            if (position == text.length() || text.charAt(position) != '/') {
                return "/";
            }
            int comma = text.indexOf(',', position);
            int end = comma < 0 ? text.length() : comma;
            if (end - position > MAX_NAMESPACE_LENGTH) {
                throw new PacketException("namespace too long");
            }
            String name = text.substring(position, end);
            position = comma < 0 ? end : comma + 1;
            int query = name.indexOf('?');
            return query < 0 ? name : name.substring(0, query);
        }

        private long number(long max) throws PacketException {
            long value = 0;
            while (isDigit()) {
                value = value * 10 + text.charAt(position++) - '0';
                if (value > max) {
                    throw new PacketException("number too large");
                }
            }
            return value;
        }

        private boolean isDigit() {
            return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
        }
    }
}
