package foyer.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as a player asks for it (RFC 9110 section 14).
 *
 * @param first the first byte
 * @param last the last byte, included; less than {@code first} when the file has nothing of what is asked for
 */
record ByteRange(long first, long last) {

    /** A range to which the answer is 416. */
    static final ByteRange UNSATISFIABLE = new ByteRange(0, -1);

    private static final Pattern ONE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /**
     * Reads the header {@code Range}.
     *
     * @param size of the file
     * @return empty when the whole file is to be sent: for several ranges, other units and what is no range
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher one = ONE.matcher(header);
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (one.group(1).isEmpty()) {
            long count = Math.min(Long.parseLong(one.group(2)), size);
            return Optional.of(count == 0 ? UNSATISFIABLE : new ByteRange(size - count, size - 1));
        }
        long first = Long.parseLong(one.group(1));
        long last = one.group(2).isEmpty() ? size - 1 : Long.parseLong(one.group(2));
        if (last < first && !one.group(2).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(first >= size ? UNSATISFIABLE : new ByteRange(first, Math.min(last, size - 1)));
    }

    boolean isSatisfiable() {
        return last >= first;
    }

    long length() {
        return last - first + 1;
    }
}
