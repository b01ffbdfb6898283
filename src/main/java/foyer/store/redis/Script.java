package foyer.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The Lua scripts, each a step that Redis takes whole or not at all. A constant {@code SOME_STEP} is the file {@code some-step.lua} beside
 * this class, whose head says what it takes and gives; {@code common.lua} goes before each.
 */
enum Script {
    PROBE,

    GUEST_CREATE,
    GUEST_UPDATE,
    GUEST_DELETE,
    GUEST_RESTORE,
    GUESTS_EXPIRE,

    CONNECT,
    DISCONNECT,
    END,
    WHEREABOUTS,

    PRESENCE_FIND,
    PRESENCE_SEEN,
    STATS,

    SEARCH("waiting"),
    MATCH_PATIENT("waiting"),
    CANCEL,
    ROOM_OF,
    ROOMS_OF,
    CLOSE,
    OVERDUE,
    KEEP_MISSED,
    ROOM_RESTORE,

    JOIN,
    RENEW,
    LEAVE,
    REAP;

    private final String text;
    private final String sha;

    Script() {
        this("");
    }

    /** @param library another file that goes before it */
    Script(String library) {
        text = Source.read("common")
                + (library.isEmpty() ? "" : Source.read(library))
                + Source.read(name().toLowerCase(Locale.ROOT).replace('_', '-'));
        sha = Source.shaOf(text);
    }

    /** The whole text, as it is sent when Redis does not know it. */
    String text() {
        return text;
    }

    /** What Redis calls it by. */
    String sha() {
        return sha;
    }

    private static final class Source {

        static String read(String name) {
            try (InputStream file = Script.class.getResourceAsStream(name + ".lua")) {
                if (file == null) {
                    throw new IllegalStateException(name + ".lua is not in the WAR");
                }
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String shaOf(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-1", e);
            }
        }
    }
}
