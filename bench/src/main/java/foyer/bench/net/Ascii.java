package foyer.bench.net;

import java.nio.charset.StandardCharsets;

/** Looks for things in bytes without making strings of them. */
public final class Ascii {

    private Ascii() {}

    /** The bytes of a text. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text of some bytes. */
    public static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    /** Whether a pattern is at this place. */
    public static boolean startsWith(byte[] bytes, int offset, int length, byte[] pattern) {
        if (length < pattern.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (bytes[offset + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where a pattern begins, or −1. */
    public static int find(byte[] bytes, int offset, int length, byte[] pattern) {
        int last = offset + length - pattern.length;
        for (int at = offset; at <= last; at++) {
            if (bytes[at] == pattern[0] && startsWith(bytes, at, pattern.length, pattern)) {
                return at;
            }
        }
        return -1;
    }

    /** The decimal number that begins here, or −1. */
    public static long number(byte[] bytes, int offset, int end) {
        long value = 0;
        int at = offset;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at++] - '0';
        }
        return at == offset ? -1 : value;
    }

    /** The text between a pattern and the next quotation mark, or an empty one. */
    public static String quotedAfter(byte[] bytes, int offset, int length, byte[] pattern) {
        int start = find(bytes, offset, length, pattern);
        if (start < 0) {
            return "";
        }
        start += pattern.length;
        int end = start;
        while (end < offset + length && bytes[end] != '"') {
            end++;
        }
        return text(bytes, start, end - start);
    }
}
