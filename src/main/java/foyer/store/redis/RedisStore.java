package foyer.store.redis;

import foyer.cluster.Bus;
import foyer.cluster.Leases;
import foyer.cluster.StoreObserver;
import foyer.file.FileStore;
import foyer.guest.GuestStore;
import foyer.lifecycle.ConnectionStore;
import foyer.lifecycle.Stores;
import foyer.presence.PresenceStore;
import foyer.room.RoomStore;
import foyer.stats.StatsStore;
import foyer.token.SigningKeyRegister;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/** The ports of the features in Redis, and the bus between the nodes that share it. */
public final class RedisStore implements Stores {

    /** How often the subscription is asked for a sign of life, and how much later than that it must have come. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    private final RedisLink link;
    private final RedisGate gate;
    private final RedisBus bus;
    private final RedisWatch watch;
    private final RedisLeases leases;
    private final GuestStore guests;
    private final ConnectionStore connections;
    private final PresenceStore presences;
    private final StatsStore stats;
    private final RoomStore rooms;
    private final ThreadFactory threads;
    private final String keyMemory;

    /**
     * Connects to nothing yet.
     *
     * @param settings with an address
     * @param times what the nodes agree on
     * @param nodeName what this node's ids begin with, such as the name of its host
     * @param threads makes the three threads that it needs
     */
    public RedisStore(RedisSettings settings, Times times, String nodeName, ThreadFactory threads) {
        this.threads = threads;
        keyMemory = Long.toString(times.lease().multipliedBy(3).toMillis());
        link = new RedisLink(settings, SIGN_OF_LIFE.plus(settings.timeout()));
        gate = new RedisGate(link, settings.keyPrefix());
        bus = new RedisBus(gate, link);
        watch = new RedisWatch(gate, link, bus);
        leases = new RedisLeases(gate, nodeName, times.lease(), bus);
        guests = new RedisGuests(gate, times.session());
        connections = new RedisConnections(gate, leases::self, times.session());
        presences = new RedisPresences(gate);
        stats = new RedisStats(gate);
        rooms = new RedisRooms(gate, bus, leases::self, times.widenAfter());
    }

    /**
     * How long things take.
     *
     * @param lease {@code foyer.node.lease}: how long a node is alive without renewing
     * @param session {@code foyer.token.lifetime}: how long a session lives from each time it is extended
     * @param widenAfter {@code foyer.match.widen-after}: how long a guest waits for a partner of its own language
     */
    public record Times(Duration lease, Duration session, Duration widenAfter) {}

    @Override
    public void start() {
        watch.start(threads);
        bus.start(threads);
    }

    @Override
    public GuestStore guests() {
        return guests;
    }

    @Override
    public ConnectionStore connections() {
        return connections;
    }

    @Override
    public PresenceStore presences() {
        return presences;
    }

    @Override
    public StatsStore statistics() {
        return stats;
    }

    @Override
    public RoomStore rooms() {
        return rooms;
    }

    @Override
    public Bus bus() {
        return bus;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    /**
     * The files of all nodes.
     *
     * @param mostBytes what they may take together; 0 for any amount
     */
    public FileStore files(long mostBytes) {
        return new RedisFiles(gate, mostBytes);
    }

    /** The keys that the nodes sign with. */
    public SigningKeyRegister signingKeys() {
        return keyId ->
                Set.copyOf(gate.run(Script.SIGNING_KEYS, keyId, keyMemory).each(Reply::text));
    }

    /** Whether Redis answers and takes writes. */
    @Override
    public boolean isUp() {
        return gate.trouble().isEmpty();
    }

    @Override
    public String kind() {
        return "redis";
    }

    @Override
    public Optional<String> trouble() {
        return gate.trouble().map(RedisTrouble::message);
    }

    @Override
    public void observe(StoreObserver observer) {
        gate.observe(observer);
    }

    /** How long Redis has taken to answer, on the average. */
    public Duration averageLatency() {
        return gate.latency().average();
    }

    /** For the other parts of this package. */
    RedisGate gate() {
        return gate;
    }

    @Override
    public void close() {
        watch.close();
        bus.close();
        gate.close();
    }
}
