package foyer.store.redis;

import foyer.cluster.Lease;
import foyer.cluster.Leases;
import foyer.cluster.NodeId;
import foyer.cluster.StoreUnavailableException;
import java.time.Duration;
import java.util.UUID;

/** Who is alive, by Redis' clock. */
final class RedisLeases implements Leases {

    private static final Duration SUBSCRIBING = Duration.ofSeconds(1);

    private final RedisGate redis;
    private final String name;
    private final String lease;
    private final RedisBus bus;
    private volatile NodeId self;
    private volatile String epoch = "";

    /** Whether the last attempt to renew got no answer. */
    private volatile boolean inVain;

    /**
     * @param name what the ids begin with
     * @param lease how long a node is alive without renewing
     * @param bus hears what is sent to the id
     */
    RedisLeases(RedisGate redis, String name, Duration lease, RedisBus bus) {
        this.redis = redis;
        this.name = name;
        this.lease = Long.toString(lease.toMillis());
        this.bus = bus;
        this.self = NodeId.random(name);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public NodeId join() {
        NodeId next = NodeId.random(name);
        bus.rename(next);
        String begun = redis.run(Script.JOIN, next.value(), lease, newEpoch()).text();
        epoch = begun;
        self = next;
        bus.awaitHeard(SUBSCRIBING);
        return next;
    }

    @Override
    public Lease renew() {
        boolean again = inVain;
        inVain = true;
        Reply reply = redis.run(Script.RENEW, self.value(), lease, epoch, newEpoch(), again ? "1" : "0");
        inVain = false;
        Lease found = switch (reply.text()) {
            case "held" -> Lease.HELD;
            case "lost" -> Lease.LOST;
            default -> Lease.EMPTIED;
        };
        epoch = reply.text();
        return found;
    }

    @Override
    public void leave() {
        redis.run(Script.LEAVE, self.value());
    }

    /** What a script means by {@code lost}. */
    static StoreUnavailableException lost() {
        return new StoreUnavailableException("This node has lost its lease");
    }

    private static String newEpoch() {
        return UUID.randomUUID().toString();
    }
}
