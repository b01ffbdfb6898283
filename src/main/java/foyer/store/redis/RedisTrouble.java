package foyer.store.redis;

import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What is wrong with Redis.
 *
 * @param kind what that means for the next call
 * @param message for an administrator: what happened, and what to do about it
 */
record RedisTrouble(Kind kind, String message) {

    /** Within a script's error, a server before 7.0 has the code somewhere in the middle. */
    private static final Pattern CODE = Pattern.compile(
            "\\b(OOM|READONLY|MISCONF|NOREPLICAS|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|ASK|MOVED|BUSY|NOAUTH|WRONGPASS|NOPERM)\\b");

    /** What trouble means for the next call. */
    enum Kind {
        /** Redis is away, or answers nobody: no call is tried until a probe succeeds. */
        AWAY,
        /** It answers, but takes no new data: calls go on being tried, for those that only free something succeed. */
        REFUSES_WRITES,
        /** It is this node's own doing, and says nothing of Redis. */
        OWN
    }

    /** What a failed call tells; empty when nothing is wrong with Redis, but with what it was asked. */
    static Optional<RedisTrouble> of(JedisException failure) {
        if (failure instanceof JedisDataException answer) {
            return ofAnswer(String.valueOf(answer.getMessage()));
        }
        Throwable root = root(failure);
        if (root instanceof NoSuchElementException) {
            return Optional.of(
                    new RedisTrouble(Kind.OWN, "All connections to Redis are in use. Raise foyer.redis.pool-size"));
        }
        if (root instanceof JedisDataException answer) {
            // The login, while a connection was made
            return ofAnswer(String.valueOf(answer.getMessage()));
        }
        if (root instanceof GeneralSecurityException) {
            return Optional.of(away("Redis' certificate is not trusted (" + root.getMessage()
                    + "). Java's trust store must have it: javax.net.ssl.trustStore"));
        }
        return Optional.of(away(description(root)));
    }

    private static String description(Throwable root) {
        if (root instanceof SocketTimeoutException) {
            return "No answer within foyer.redis.timeout";
        }
        String message = String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
        String what = root instanceof JedisException ? message : root.getClass().getSimpleName() + ": " + message;
        return what + ". Is it running? Check foyer.redis.url";
    }

    private static Optional<RedisTrouble> ofAnswer(String answer) {
        Matcher code = CODE.matcher(answer);
        if (!code.find()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (code.group()) {
                    case "OOM" -> refusesWrites("Redis is full (OOM). Give it more maxmemory");
                    case "READONLY" ->
                        refusesWrites(
                                "Redis is a read-only replica. Point foyer.redis.url at the master, or at the Sentinels");
                    case "MISCONF" -> refusesWrites("Redis cannot save to its disk and takes no writes (MISCONF)");
                    case "NOREPLICAS" -> refusesWrites("Redis takes no writes without its replicas (NOREPLICAS)");
                    case "NOAUTH", "WRONGPASS" ->
                        away("Redis refuses the login. Check foyer.redis.user and foyer.redis.password");
                    case "NOPERM" ->
                        away("The user may not do what Foyer needs: " + answer
                                + ". Its ACL must allow what docs/redis.md lists");
                    default -> away(answer);
                });
    }

    private static RedisTrouble refusesWrites(String message) {
        return new RedisTrouble(Kind.REFUSES_WRITES, message);
    }

    private static RedisTrouble away(String message) {
        return new RedisTrouble(Kind.AWAY, message);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
