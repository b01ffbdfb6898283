package foyer.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A command that signs a token for an operator, with the key that signs guests' tokens: whoever can read that key may administer.
 * {@code server-config/operator-token} starts it. It uses nothing that only a server has.
 */
public final class OperatorToken {

    private static final String ROLE = "foyer-admin";
    private static final String KEY = "foyer.token.signing-key-location";
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final String USAGE = "Usage: operator-token WAR NAME [DURATION]\n"
            + "  NAME      who the log is to name, such as alice@example.org\n"
            + "  DURATION  how long the token is good, from PT1M to P1D; PT1H without it\n"
            + "The key is that of " + KEY + " (environment: FOYER_TOKEN_SIGNING_KEY_LOCATION); "
            + "issuer and audience likewise, if they are not the default ones.";

    private OperatorToken() {}

    /** Prints a token; or what is wrong, and ends with 2. */
    public static void main(String[] arguments) {
        try {
            System.out.println(run(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static String run(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            throw new IllegalArgumentException(USAGE);
        }
        String location = property(KEY)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Set FOYER_TOKEN_SIGNING_KEY_LOCATION to the key the server signs tokens with. A server"
                                + " without one makes its own at each start, and no token for operators can be had.\n"
                                + USAGE));
        SigningKey key;
        try {
            key = KeyLocation.load(location, OperatorToken.class.getClassLoader());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + " " + e.getMessage(), e);
        }
        return sign(
                key,
                property("foyer.token.issuer").orElse("foyer"),
                property("foyer.token.audience").orElse("foyer-clients"),
                arguments[0],
                lifetime(arguments.length > 1 ? arguments[1] : "PT1H"),
                Clock.systemUTC());
    }

    private static Duration lifetime(String text) {
        try {
            Duration lifetime = Duration.parse(text);
            if (lifetime.compareTo(Duration.ofMinutes(1)) >= 0 && lifetime.compareTo(LONGEST) <= 0) {
                return lifetime;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw new IllegalArgumentException("The duration is '" + text + "' and must be from PT1M to P1D, such as PT8H");
    }

    /** The way MicroProfile Config names an environment variable. */
    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(
                        System.getenv(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }

    /**
     * Signs a token.
     *
     * @throws IllegalArgumentException if the name cannot stand in one
     */
    static String sign(SigningKey key, String issuer, String audience, String name, Duration lifetime, Clock clock) {
        if (name.isBlank() || name.length() > 100 || !AtobSafe.isSafe(name)) {
            throw new IllegalArgumentException(
                    "The name must have 1 to 100 characters of printable ASCII, without > ? ~ and quotes");
        }
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject("operator:" + name)
                .claim("upn", name)
                .claim("groups", List.of(ROLE))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        return key.sign(claims);
    }
}
