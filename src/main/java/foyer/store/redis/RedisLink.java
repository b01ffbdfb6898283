package foyer.store.redis;

import java.time.Duration;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * The connections to the one server that holds Foyer's keys: the only one, the Sentinels' master, or the cluster's node of their slot.
 * Made when first needed. Any thread may use it; what fails is thrown as Jedis throws it.
 */
final class RedisLink implements AutoCloseable {

    /** The publisher's and the subscriber's. */
    private static final int CONNECTIONS_OF_THE_BUS = 2;

    private static final int MOST_REDIRECTIONS = 3;

    private final RedisAddress address;
    private final RedisLogin sentinelLogin;
    private final CommandArguments anyOfOurs;
    private final JedisClientConfig client;
    private final GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    private ConnectionProvider provider;
    private boolean closed;

    /**
     * @param settings with an address
     * @param silence how long the subscription may hear nothing before it counts as lost
     */
    RedisLink(RedisSettings settings, Duration silence) {
        this.address = settings.address().orElseThrow();
        this.sentinelLogin = settings.sentinels();
        anyOfOurs = new CommandArguments(Command.GET).key(settings.keyPrefix());
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        client = DefaultJedisClientConfig.builder()
                .resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .clientName("foyer")
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                .blockingSocketTimeoutMillis(Math.toIntExact(silence.toMillis()))
                .sslOptions(tls())
                .user(address.user().orElse(null))
                .password(address.password().orElse(null))
                .database(address.database())
                .build();
        pool.setMaxTotal(settings.poolSize() + CONNECTIONS_OF_THE_BUS);
        pool.setMaxIdle(settings.poolSize() + CONNECTIONS_OF_THE_BUS);
        pool.setMaxWait(settings.timeout());
        // First in, first out: all of them are used now and then, and a server's idle time-out finds none.
        pool.setLifo(false);
        pool.setJmxEnabled(false);
    }

    /** One command, one round trip. */
    Object call(CommandArguments command) {
        for (int redirections = 0; ; redirections++) {
            try (Connection connection = connection()) {
                return connection.executeCommand(command);
            } catch (JedisMovedDataException e) {
                follow(e, redirections);
            }
        }
    }

    /** Several commands, one round trip. An error among the answers is given as the {@link JedisException} it is. */
    List<Object> callAll(List<CommandArguments> commands) {
        try (Connection connection = connection()) {
            commands.forEach(connection::sendCommand);
            return connection.getMany(commands.size());
        }
    }

    /** A connection to the server with our keys; closing it gives it back. */
    Connection connection() {
        return provider().getConnection(anyOfOurs);
    }

    /** After trouble: forgets the connections that are idle, and where a cluster's slots were. */
    void refresh() {
        ConnectionProvider present = presentProvider();
        if (present instanceof ClusterConnectionProvider cluster) {
            cluster.renewSlotCache();
        }
        if (present != null) {
            present.getConnectionMap().values().forEach(RedisLink::forgetIdle);
        }
    }

    @Override
    public void close() {
        ConnectionProvider last;
        synchronized (this) {
            closed = true;
            last = provider;
            provider = null;
        }
        if (last != null) {
            closeQuietly(last);
        }
    }

    private void follow(JedisMovedDataException moved, int redirections) {
        if (redirections >= MOST_REDIRECTIONS || !(presentProvider() instanceof ClusterConnectionProvider cluster)) {
            throw moved;
        }
        cluster.renewSlotCache();
    }

    private synchronized ConnectionProvider presentProvider() {
        return provider;
    }

    /** Sentinels and clusters are asked at once: whoever comes first waits for them, the others for him. */
    private synchronized ConnectionProvider provider() {
        if (closed) {
            throw new JedisConnectionException("The link is closed");
        }
        if (provider == null) {
            provider = open();
        }
        return provider;
    }

    private ConnectionProvider open() {
        return switch (address.kind()) {
            case STANDALONE ->
                new PooledConnectionProvider(address.hosts().iterator().next(), client, pool);
            case SENTINEL -> askSentinels();
            case CLUSTER -> new ClusterConnectionProvider(address.hosts(), client, pool);
        };
    }

    private ConnectionProvider askSentinels() {
        try {
            return new SentineledConnectionProvider(address.service(), client, pool, address.hosts(), sentinels());
        } catch (JedisException e) {
            // Jedis keeps to itself what each of them has answered, but for its own log.
            JedisConnectionException failure = new JedisConnectionException("No Sentinel says where the master "
                    + address.service() + " is. If they ask for a password: foyer.redis.sentinel-password");
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Who may ask a Sentinel where the master is need not be who may use the master. */
    private JedisClientConfig sentinels() {
        return DefaultJedisClientConfig.builder()
                .resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis(client.getConnectionTimeoutMillis())
                .socketTimeoutMillis(client.getSocketTimeoutMillis())
                .sslOptions(tls())
                .user(sentinelLogin.user().orElse(null))
                .password(sentinelLogin.password().orElse(null))
                .build();
    }

    /** The server's certificate and its name are checked, against what Java trusts. */
    private SslOptions tls() {
        return address.tls() ? SslOptions.defaults() : null;
    }

    private static void forgetIdle(Object connections) {
        if (connections instanceof Pool<?> idle) {
            idle.clear();
        }
    }

    private static void closeQuietly(ConnectionProvider last) {
        try {
            last.close();
        } catch (Exception e) {
            System.getLogger(RedisLink.class.getName())
                    .log(System.Logger.Level.DEBUG, "Closing the connections to Redis failed", e);
        }
    }

    /** Where it connects to, without user and password. */
    @Override
    public String toString() {
        return address.toString();
    }
}
