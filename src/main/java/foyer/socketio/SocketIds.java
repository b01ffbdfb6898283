package foyer.socketio;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the ids of sockets: 120 random bits in 20 characters of base64url. */
final class SocketIds {

    private static final int BYTES = 15;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
