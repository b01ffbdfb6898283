package foyer.testing;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The Redis of the integration tests in the profile {@code redis}: one for all of them, started when the first archive is made, and for each
 * archive a prefix of its own.
 */
public final class SharedRedis {

    private static final AtomicInteger ARCHIVES = new AtomicInteger();

    private SharedRedis() {}

    /** Whether the tests are to run on Redis. */
    public static boolean isAsked() {
        return Boolean.getBoolean("it.redis");
    }

    /** One command, in that profile. */
    public static Object command(String... words) {
        return Holder.PROCESS.command(words);
    }

    /** What an archive is to be configured with besides: nothing without the profile. */
    static Map<String, String> configuration() {
        return isAsked()
                ? Map.of(
                        "foyer.redis.url",
                        Holder.PROCESS.url(),
                        "foyer.redis.prefix",
                        "it" + ARCHIVES.incrementAndGet() + ":")
                : Map.of();
    }

    private static final class Holder {

        private static final RedisProcess PROCESS = RedisProcess.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(PROCESS::close));
        }
    }
}
