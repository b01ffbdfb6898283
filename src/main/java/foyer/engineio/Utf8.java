package foyer.engineio;

/** Counts bytes without making them. */
final class Utf8 {

    private static final int MAX_BYTES_PER_CHAR = 3;

    private Utf8() {}

    /** Whether the text takes more than {@code limit} bytes in UTF-8. */
    static boolean exceeds(CharSequence text, int limit) {
        int length = text.length();
        if (length > limit) {
            return true;
        }
        return (long) length * MAX_BYTES_PER_CHAR > limit && bytes(text) > limit;
    }

    /** How many bytes the text takes in UTF-8. */
    static int bytes(CharSequence text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate is half of a character of four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : MAX_BYTES_PER_CHAR;
        }
        return bytes;
    }
}
