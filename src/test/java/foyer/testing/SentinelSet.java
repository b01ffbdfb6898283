package foyer.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis that survives the death of a server: a master, two replicas, and three Sentinels of whom two must agree. They notice a
 * dead master within a second or two. For one thread.
 *
 * <pre>{@code
 * try (SentinelSet redis = SentinelSet.start()) {
 *     redis.master().kill();
 * }
 * }</pre>
 */
public final class SentinelSet implements AutoCloseable {

    /** The master's name with the Sentinels. */
    private static final String SERVICE = "foyer";

    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** They copy what the master has without a file in between, which they would share. */
    private static final String[] COPYING = {
        "--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0", "--repl-diskless-load", "swapdb"
    };

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private SentinelSet() {}

    /** Starts one, and waits until everybody knows of everybody. */
    public static SentinelSet start() {
        SentinelSet set = new SentinelSet();
        try {
            set.begin();
            return set;
        } catch (RuntimeException | Error e) {
            set.close();
            throw e;
        }
    }

    private void begin() {
        RedisProcess master = RedisProcess.start(COPYING);
        servers.add(master);
        for (int i = 0; i < REPLICAS; i++) {
            servers.add(RedisProcess.start(Stream.concat(
                            Stream.of(COPYING), Stream.of("--replicaof", "127.0.0.1", Integer.toString(master.port())))
                    .toArray(String[]::new)));
        }
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(RedisProcess.startSentinel("sentinel monitor " + SERVICE + " 127.0.0.1 " + master.port()
                    + " 2\nsentinel down-after-milliseconds " + SERVICE + " 1000\nsentinel failover-timeout " + SERVICE
                    + " 3000"));
        }
        awaitWhole();
    }

    /** Where it is, for {@code foyer.redis.url}. */
    public String url() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "/" + SERVICE));
    }

    /** The server that the Sentinels name at present. */
    public RedisProcess master() {
        List<?> address = (List<?>) sentinels.get(0).command("SENTINEL", "get-master-addr-by-name", SERVICE);
        int port = Integer.parseInt(new String((byte[]) address.get(1), StandardCharsets.UTF_8));
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** All servers but the master. */
    public List<RedisProcess> replicas() {
        RedisProcess master = master();
        return servers.stream().filter(server -> server != master).toList();
    }

    /**
     * The master dies, and the replicas know nothing of what is done in between.
     *
     * @param unseen is done while nothing is copied, and may take a second at most: then the Sentinels miss the replicas
     */
    public void killMasterAfter(Runnable unseen) {
        RedisProcess master = master();
        List<RedisProcess> replicas = replicas();
        replicas.forEach(RedisProcess::freeze);
        // What was sent to them would still arrive when they are thawed.
        master.command("CLIENT", "KILL", "TYPE", "replica");
        try {
            unseen.run();
        } finally {
            master.kill();
            replicas.forEach(RedisProcess::thaw);
        }
    }

    /** How many Sentinels there are; a client listens to each of them. */
    public int sentinels() {
        return SENTINELS;
    }

    /** An operator's failover: the master becomes a replica. */
    public void changeMaster() {
        sentinels.get(0).command("SENTINEL", "failover", SERVICE);
    }

    /** Starts what is dead, thaws what is frozen, and waits until the master has all its replicas and everybody knows of it. */
    public void repair() {
        servers.forEach(server -> {
            if (server.isAlive()) {
                server.thaw();
            } else {
                server.begin();
            }
        });
        awaitWhole();
    }

    private void awaitWhole() {
        await("the master has its replicas", () -> {
            RedisProcess master = master();
            String seen = master.text("INFO", "replication");
            return seen.contains("role:master")
                    && IntStream.range(0, REPLICAS).allMatch(i -> seen.contains("slave" + i + ":"))
                    && seen.lines()
                                    .filter(line -> line.contains("state=online"))
                                    .count()
                            == REPLICAS;
        });
        await("the Sentinels agree", () -> {
            String address = "status=ok,address=127.0.0.1:" + master().port() + ",slaves=" + REPLICAS + ",sentinels="
                    + SENTINELS;
            return sentinels.stream()
                    .allMatch(sentinel -> sentinel.text("INFO", "sentinel").contains(address));
        });
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("It does not come to pass that " + what + ", see target/redis");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Ends all processes. */
    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisProcess::close);
    }
}
