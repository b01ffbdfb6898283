package foyer.store.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;

/**
 * Where Redis is, as {@code foyer.redis.url} says it.
 *
 * <pre>{@code
 * redis://[[user]:password@]host[:port][/database]
 * redis-sentinel://[[user]:password@]sentinel[:port],…/service[/database]
 * redis-cluster://[[user]:password@]node[:port],…
 * }</pre>
 *
 * <p>{@code rediss} in the place of {@code redis} means TLS. What is special in a user's name or a password is percent-encoded.
 *
 * @param kind one server, a Sentinel's, or a cluster
 * @param tls whether the connections are encrypted, and the server's certificate is checked
 * @param user whom to log in as; empty for the default user
 * @param password empty where none is asked for
 * @param hosts the server, the Sentinels, or some nodes of the cluster
 * @param service the master's name with the Sentinels; empty otherwise
 * @param database its number; a cluster has only 0
 */
record RedisAddress(
        Kind kind,
        boolean tls,
        Optional<String> user,
        Optional<String> password,
        Set<HostAndPort> hosts,
        String service,
        int database) {

    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final Pattern URL = Pattern.compile(
            "redis(?<tls>s?)(?<kind>|-sentinel|-cluster)://(?:(?<login>[^@/]*)@)?(?<hosts>[^/?#@]+)(?:/(?<path>[^?#]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?");

    /** How Redis is run. */
    enum Kind {
        STANDALONE(""),
        SENTINEL("-sentinel"),
        CLUSTER("-cluster");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        private static Kind of(String suffix) {
            return Arrays.stream(values())
                    .filter(kind -> kind.suffix.equals(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong, and repeats no secret
     */
    static RedisAddress parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be redis://host:6379, rediss://host:6379 (TLS), "
                    + "redis-sentinel://host:26379,host:26379/service or redis-cluster://host:6379,host:6379");
        }
        Kind kind = Kind.of(parts.group("kind"));
        String[] path = Optional.ofNullable(parts.group("path")).orElse("").split("/", -1);
        String service = kind == Kind.SENTINEL ? path[0] : "";
        if (kind == Kind.SENTINEL && service.isEmpty()) {
            throw new IllegalArgumentException(
                    "must end in the master's name, as the Sentinels know it: redis-sentinel://host:26379/service");
        }
        return new RedisAddress(
                kind,
                !parts.group("tls").isEmpty(),
                login(parts.group("login"), true),
                login(parts.group("login"), false),
                hosts(parts.group("hosts"), kind),
                service,
                database(kind, path));
    }

    /** The same address with these in the place of what the URL says, where given. */
    RedisAddress withLogin(Optional<String> otherUser, Optional<String> otherPassword) {
        return new RedisAddress(
                kind, tls, otherUser.or(() -> user), otherPassword.or(() -> password), hosts, service, database);
    }

    private static Optional<String> login(String login, boolean wantsUser) {
        if (login == null) {
            return Optional.empty();
        }
        int colon = login.indexOf(':');
        String part = wantsUser
                ? login.substring(0, Math.max(0, colon < 0 ? login.length() : colon))
                : login.substring(colon < 0 ? login.length() : colon + 1);
        return Optional.of(decoded(part)).filter(text -> !text.isEmpty());
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a user or a password with a % that is not percent-encoding", e);
        }
    }

    private static Set<HostAndPort> hosts(String list, Kind kind) {
        String[] elements = list.split(",", -1);
        if (kind == Kind.STANDALONE && elements.length > 1) {
            throw new IllegalArgumentException(
                    "names several hosts: for these it must begin with redis-sentinel:// or redis-cluster://");
        }
        Set<HostAndPort> hosts = new LinkedHashSet<>();
        for (String element : elements) {
            Matcher host = HOST.matcher(element);
            if (!host.matches()) {
                throw new IllegalArgumentException("has '" + element + "' where it must have host or host:port");
            }
            int otherwise = kind == Kind.SENTINEL ? SENTINEL_PORT : REDIS_PORT;
            int port = Optional.ofNullable(host.group("port"))
                    .map(Integer::parseInt)
                    .orElse(otherwise);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("has the port " + port + ", and ports are 1 to 65535");
            }
            hosts.add(new HostAndPort(host.group("name").replaceAll("[\\[\\]]", ""), port));
        }
        return hosts;
    }

    private static int database(Kind kind, String[] path) {
        int index = kind == Kind.SENTINEL ? 1 : 0;
        String number = path.length > index ? path[index] : "";
        if (path.length > index + 1 || !number.matches("\\d{0,6}")) {
            throw new IllegalArgumentException("has '" + String.join("/", path) + "' after the last slash, where "
                    + (kind == Kind.SENTINEL ? "service/database" : "the database's number") + " may be");
        }
        int database = number.isEmpty() ? 0 : Integer.parseInt(number);
        if (kind == Kind.CLUSTER && database != 0) {
            throw new IllegalArgumentException("names the database " + database + ", and a cluster has only 0");
        }
        return database;
    }

    /** For logs: without user and password. */
    @Override
    public String toString() {
        String names = hosts.stream()
                .map(host -> (host.getHost().contains(":") ? "[" + host.getHost() + "]" : host.getHost()) + ":"
                        + host.getPort())
                .collect(Collectors.joining(","));
        return (tls ? "rediss" : "redis") + kind.suffix + "://" + names + (service.isEmpty() ? "" : "/" + service)
                + (database == 0 ? "" : "/" + database);
    }
}
