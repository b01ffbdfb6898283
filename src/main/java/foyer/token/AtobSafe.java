package foyer.token;

/**
 * The older client reads a token's payload with the browser's {@code atob}, which knows {@code +} and {@code /} but not
 * {@code -} and {@code _} of the URL-safe alphabet, and gives bytes, not UTF-8.
 *
 * <p>In the encoding of ASCII text those two digits (62 and 63) can only come from the low six bits of a byte that is
 * third in its group, and only four characters have such bits: {@code >}, {@code ~}, {@code ?} and DEL. A text without them
 * is safe wherever it stands.
 */
final class AtobSafe {

    private AtobSafe() {}

    /** Whether a claim's value may be put into a token: printable ASCII without {@code > ? ~}, and nothing JSON escapes. */
    static boolean isSafe(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < '~' && c != '>' && c != '?' && c != '"' && c != '\\');
    }
}
