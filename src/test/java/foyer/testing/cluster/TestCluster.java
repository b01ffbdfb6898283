package foyer.testing.cluster;

import foyer.testing.Operator;
import foyer.testing.RedisProcess;
import foyer.testing.SentinelSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A Redis, and nodes of Foyer that share it and a signing key. Each node reaches Redis by a network of its own, which a test can make
 * bad, unless Sentinels tell where Redis is. Starting three nodes costs half a minute of a processor: one cluster serves a test class.
 *
 * <pre>{@code
 * try (TestCluster cluster = TestCluster.start(3, Map.of("foyer.node.lease", "PT3S"))) {
 *     cluster.node(0).kill();
 * }
 * }</pre>
 */
public final class TestCluster implements AutoCloseable {

    /** What Maven has packaged. */
    public static final Path WAR = Path.of("target", "foyer.war");

    private static final Path DIRECTORY = Path.of("target", "cluster");

    /** Tests come from one address, and in a hurry. */
    private static final Map<String, String> WITHOUT_LIMITS = Map.of(
            "foyer.limit.guests-per-minute", "0",
            "foyer.limit.connects-per-minute", "0",
            "foyer.limit.sockets-per-address", "0",
            "foyer.limit.events-per-second", "0",
            "foyer.limit.uploads-per-hour", "0");

    private static final String PREFIX = "foyer:";

    /** Of Redis' data, written only when a test says SAVE. */
    private static final String DUMP = "cluster-" + ProcessHandle.current().pid() + ".rdb";

    private final Optional<SentinelSet> sentinels;
    private final Supplier<RedisProcess> redis;
    private final Thread reaper = new Thread(this::stopRedis, "ends Redis");
    private final List<TcpProxy> networks = new ArrayList<>();
    private final List<FoyerNode> nodes = new ArrayList<>();
    private final Map<String, String> settings;
    private final String names;
    private final Operator operator = Operator.withNewKey();

    /**
     * One without nodes yet, and with one server of Redis.
     *
     * @param settings {@code foyer.*} properties of every node
     */
    TestCluster(Map<String, String> settings) {
        this(settings, "node-", RedisProcess.start("--dbfilename", DUMP));
    }

    private TestCluster(Map<String, String> settings, String names, RedisProcess server) {
        this(settings, names, Optional.empty(), () -> server);
    }

    private TestCluster(Map<String, String> settings, String names, SentinelSet sentinels) {
        this(settings, names, Optional.of(sentinels), sentinels::master);
    }

    private TestCluster(
            Map<String, String> settings, String names, Optional<SentinelSet> sentinels, Supplier<RedisProcess> redis) {
        this.sentinels = sentinels;
        this.redis = redis;
        this.names = names;
        Runtime.getRuntime().addShutdownHook(reaper);
        this.settings = new HashMap<>(settings);
        this.settings.put(
                "foyer.token.signing-key-location", operator.keepIn(DIRECTORY).toString());
    }

    /**
     * Starts one, and waits until every node lets guests in.
     *
     * @param settings {@code foyer.*} properties of every node; the limits are off unless they are set here
     */
    public static TestCluster start(int size, Map<String, String> settings) {
        return new TestCluster(withoutLimits(settings)).launched(size);
    }

    /** The same with a master, replicas and Sentinels, to which the nodes speak directly. */
    static TestCluster startWithSentinels(int size, Map<String, String> settings) {
        return new TestCluster(withoutLimits(settings), "sentinels-node-", SentinelSet.start()).launched(size);
    }

    private static Map<String, String> withoutLimits(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(WITHOUT_LIMITS);
        all.putAll(settings);
        return all;
    }

    private TestCluster launched(int size) {
        try {
            for (int i = 0; i < size; i++) {
                add(WAR, Map.of()).launch();
            }
            nodes.forEach(FoyerNode::awaitReady);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Adds a node that is not launched yet.
     *
     * @param more properties of this node, which win over those of the cluster
     */
    public FoyerNode add(Path war, Map<String, String> more) {
        return add(Ports.free(), war, more);
    }

    /** Adds a node that is not launched yet, and listens on this port. */
    FoyerNode add(int port, Path war, Map<String, String> more) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("foyer.redis.url", sentinels.map(SentinelSet::url).orElseGet(this::newNetwork));
        own.putAll(more);
        FoyerNode node = new FoyerNode(names + (nodes.size() + 1), port, war, own);
        nodes.add(node);
        return node;
    }

    private String newNetwork() {
        TcpProxy network = new TcpProxy(redis().port());
        networks.add(network);
        return "redis://127.0.0.1:" + network.port();
    }

    /** One more node, not launched yet, which is the caller's to close and reaches Redis directly. */
    public FoyerNode newNode(String name, Path war, Map<String, String> more) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("foyer.redis.url", sentinels.map(SentinelSet::url).orElseGet(redis()::url));
        own.putAll(more);
        return new FoyerNode(name, Ports.free(), war, own);
    }

    /** The server that has the data; with Sentinels, the master at present. */
    public RedisProcess redis() {
        return redis.get();
    }

    /** The servers, if there are several. */
    public SentinelSet sentinels() {
        return sentinels.orElseThrow();
    }

    /** Who has the key that all nodes sign with. */
    public Operator operator() {
        return operator;
    }

    public FoyerNode node(int index) {
        return nodes.get(index);
    }

    public List<FoyerNode> nodes() {
        return List.copyOf(nodes);
    }

    /** What lies between a node and Redis. */
    public TcpProxy network(int index) {
        return networks.get(index);
    }

    /** Starts what is dead, thaws what is frozen and heals what is cut; when this returns all is well, and nobody is in. */
    public void repair() {
        sentinels.ifPresentOrElse(SentinelSet::repair, this::repairServer);
        networks.forEach(TcpProxy::heal);
        for (FoyerNode node : nodes) {
            if (node.isAlive()) {
                node.thaw();
            } else {
                node.launch();
            }
        }
        nodes.forEach(FoyerNode::awaitReady);
    }

    private void repairServer() {
        RedisProcess server = redis();
        if (server.isAlive()) {
            server.thaw();
        } else {
            server.begin();
        }
        server.command("CONFIG", "SET", "maxmemory", "0");
        server.command("REPLICAOF", "NO", "ONE");
    }

    /** Forgets what Redis has saved: its next start finds nothing. */
    public void forgetData() {
        try {
            Files.deleteIfExists(Path.of("target", "redis", DUMP));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets the sessions of guests who are not there; to be called when nobody is. */
    public void forgetSessions() {
        keys().stream()
                .filter(key -> key.matches("sessions|(guest|session-of|ended|last|missed):.*"))
                .forEach(key -> redis().command("DEL", PREFIX + key));
    }

    /** The keys of Foyer's in Redis, without their prefix, sorted. */
    public List<String> keys() {
        return ((List<?>) redis().command("KEYS", PREFIX + "*"))
                .stream()
                        .map(TestCluster::text)
                        .map(key -> key.substring(PREFIX.length()))
                        .sorted()
                        .toList();
    }

    /** A number of Redis' own {@code INFO}; 0 when it is not there. */
    public long info(String section, String name) {
        return text(redis().command("INFO", section))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** What Redis has answered, as text. */
    public static String text(Object answer) {
        return new String((byte[]) answer, StandardCharsets.UTF_8);
    }

    /** Ends every process. */
    @Override
    public void close() {
        nodes.forEach(FoyerNode::close);
        networks.forEach(TcpProxy::close);
        stopRedis();
        forgetData();
        Runtime.getRuntime().removeShutdownHook(reaper);
    }

    private void stopRedis() {
        sentinels.ifPresentOrElse(SentinelSet::close, () -> redis().close());
    }
}
