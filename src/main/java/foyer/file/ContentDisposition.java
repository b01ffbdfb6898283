package foyer.file;

import java.nio.charset.StandardCharsets;

/** The header that tells a browser to show or to save, and under which name (RFC 6266). */
final class ContentDisposition {

    /** What RFC 8187 lets stand unencoded. */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    static String inline(String name) {
        return of("inline", name);
    }

    static String attachment(String name) {
        return of("attachment", name);
    }

    /**
     * The name twice: in ASCII for whoever reads no better, and whole. Every character of the value is printable ASCII, so that
     * nothing in a name can end the header, whatever a server makes of other characters (U+560D cut to a byte is a CR).
     */
    private static String of(String kind, String name) {
        return kind + "; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + encoded(name);
    }

    private static String ascii(String name) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints()
                .map(c -> c >= ' ' && c < 0x7f && "\"\\%;/".indexOf(c) < 0 ? c : '_')
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PLAIN.indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
