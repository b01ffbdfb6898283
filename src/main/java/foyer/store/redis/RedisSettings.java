package foyer.store.redis;

import foyer.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of Redis.
 *
 * @param address {@code foyer.redis.url}, {@code .user}, {@code .password}: where it is; empty when everything is kept in memory
 * @param sentinels {@code foyer.redis.sentinel-user}, {@code .sentinel-password}: whom to be for the Sentinels
 * @param prefix {@code foyer.redis.prefix}: what every key and channel begins with
 * @param timeout {@code foyer.redis.timeout}: how long a connection may take to be made, and a command to be answered
 * @param poolSize {@code foyer.redis.pool-size}: connections at most, besides those of the bus
 */
public record RedisSettings(
        Optional<RedisAddress> address, RedisLogin sentinels, String prefix, Duration timeout, int poolSize) {

    private static final String URL = "foyer.redis.url";
    private static final String PREFIX = "foyer.redis.prefix";
    private static final String DEFAULT_PREFIX = "foyer:";

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static RedisSettings read(Settings settings) {
        return new RedisSettings(
                address(settings),
                new RedisLogin(
                        settings.text("foyer.redis.sentinel-user"), settings.text("foyer.redis.sentinel-password")),
                prefix(settings),
                settings.duration(
                        "foyer.redis.timeout", Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMinutes(1)),
                settings.number("foyer.redis.pool-size", 16, 1, 1000));
    }

    /** Whether there is a Redis at all. */
    public boolean isPresent() {
        return address.isPresent();
    }

    private static Optional<RedisAddress> address(Settings settings) {
        return settings.text(URL)
                .flatMap(url -> parse(settings, url))
                .map(address ->
                        address.withLogin(settings.text("foyer.redis.user"), settings.text("foyer.redis.password")));
    }

    /** The value may hold a password: it is not repeated. */
    private static Optional<RedisAddress> parse(Settings settings, String url) {
        try {
            return Optional.of(RedisAddress.parse(url));
        } catch (IllegalArgumentException e) {
            settings.problem(URL, e.getMessage());
            return Optional.empty();
        }
    }

    private static String prefix(Settings settings) {
        String prefix = settings.text(PREFIX).orElse(DEFAULT_PREFIX);
        if (!prefix.matches("[A-Za-z0-9_.:-]{1,64}")) {
            settings.problem(
                    PREFIX,
                    "is '" + prefix + "' and must be 1 to 64 letters, digits, or any of _ . : -, such as foyer:");
            return DEFAULT_PREFIX;
        }
        return prefix;
    }

    /** For logs: without user and password. */
    @Override
    public String toString() {
        return address.map(RedisAddress::toString).orElse("no Redis");
    }

    /**
     * What every key begins with. In a cluster it is a hash tag: all keys are in one slot, so that one script may take a step that
     * touches many of them.
     */
    String keyPrefix() {
        return address.filter(where -> where.kind() == RedisAddress.Kind.CLUSTER)
                        .isPresent()
                ? "{" + prefix + "}"
                : prefix;
    }
}
