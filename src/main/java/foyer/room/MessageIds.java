package foyer.room;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of messages: unlike any other node's and any other start's, and cheap. Not secret. */
final class MessageIds {

    private static final int PREFIX_BYTES = 9;
    private static final int RADIX = 36;

    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    MessageIds() {
        byte[] random = new byte[PREFIX_BYTES];
        new SecureRandom().nextBytes(random);
        prefix = "msg_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "_";
    }

    String next() {
        return prefix + Long.toString(next.incrementAndGet(), RADIX);
    }
}
