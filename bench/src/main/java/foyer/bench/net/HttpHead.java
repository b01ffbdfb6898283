package foyer.bench.net;

import java.util.Locale;

/**
 * The head of an answer: as much of HTTP/1.1 as servers answer a small request with.
 *
 * @param size its own, in bytes
 * @param contentLength −1 when the body comes in chunks
 * @param isLast whether the server closes the connection after this answer
 */
record HttpHead(int status, int size, int contentLength, boolean isLast) {

    private static final byte[] END = Ascii.bytes("\r\n\r\n");
    private static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n\r\n");
    private static final String CLOSE = "connection: close";
    private static final String LENGTH = "content-length:";

    /** The head, or null when it has not come whole. */
    static HttpHead parse(byte[] bytes, int offset, int length) {
        int end = Ascii.find(bytes, offset, length, END);
        if (end < 0) {
            return null;
        }
        String head = Ascii.text(bytes, offset, end - offset).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        int contentLength = head.lines()
                .filter(line -> line.startsWith(LENGTH))
                .mapToInt(
                        line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElse(head.contains("transfer-encoding: chunked") ? -1 : 0);
        return new HttpHead(
                status, end + END.length - offset, contentLength, head.lines().anyMatch(CLOSE::equals));
    }

    /** The bytes of the body, chunks' own included, or −1 while they have not all come. */
    int bodySize(byte[] bytes, int offset, int length) {
        if (contentLength >= 0) {
            return length >= size + contentLength ? contentLength : -1;
        }
        int last = Ascii.find(bytes, offset + size, length - size, LAST_CHUNK);
        return last < 0 ? -1 : last + LAST_CHUNK.length - offset - size;
    }
}
