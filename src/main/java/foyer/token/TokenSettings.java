package foyer.token;

import foyer.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of tokens.
 *
 * @param keyLocation {@code foyer.token.signing-key-location}: where the private key is; none for one made at start
 * @param lifetime {@code foyer.token.lifetime}
 * @param issuer {@code foyer.token.issuer}
 * @param audience {@code foyer.token.audience}
 * @param inQuery {@code foyer.token.in-query}: whether a token may come as {@code ?token=} of the handshake
 */
public record TokenSettings(
        Optional<String> keyLocation, Duration lifetime, String issuer, String audience, boolean inQuery) {

    /** The property that names the signing key. */
    public static final String KEY_LOCATION = "foyer.token.signing-key-location";

    private static final String ISSUER = "foyer.token.issuer";
    private static final String AUDIENCE = "foyer.token.audience";

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static TokenSettings read(Settings settings) {
        return new TokenSettings(
                settings.text(KEY_LOCATION),
                settings.duration(
                        "foyer.token.lifetime", Duration.ofHours(2), Duration.ofSeconds(5), Duration.ofDays(7)),
                claim(settings, ISSUER, "foyer"),
                claim(settings, AUDIENCE, "foyer-clients"),
                settings.flag("foyer.token.in-query", false));
    }

    private static String claim(Settings settings, String name, String otherwise) {
        String value = settings.text(name).orElse(otherwise);
        // A comma would make two audiences of one when the container reads its list.
        if (!AtobSafe.isSafe(value) || value.indexOf(',') >= 0) {
            settings.problem(name, "is '" + value + "' and must be printable ASCII without , > ? ~ and quotes");
            return otherwise;
        }
        return value;
    }
}
