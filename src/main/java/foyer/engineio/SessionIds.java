package foyer.engineio;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The ids of an engine's connections. The last four characters are the same for all of them and different on every node and after every
 * start: so a node knows another one's connection when it is asked for it. Any thread may use it.
 */
final class SessionIds {

    private static final int SECRET_BYTES = 12;
    private static final int MARK_BYTES = 3;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{20}");

    private final SecureRandom random = new SecureRandom();
    private final String mark = text(MARK_BYTES);

    /** One that nobody can guess. */
    String next() {
        return text(SECRET_BYTES) + mark;
    }

    /** Whether it looks like an id of ours and is none of this engine's. */
    boolean isOfAnotherEngine(String sid) {
        return FORM.matcher(sid).matches() && !sid.endsWith(mark);
    }

    private String text(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
