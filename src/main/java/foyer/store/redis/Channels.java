package foyer.store.redis;

import foyer.cluster.NodeId;

/** What the channels of the bus are called, and what stands in front of a broadcast. */
final class Channels {

    /** In the place of a letter: some letters to everybody were lost. */
    static final String GAP = "gap";

    private final RedisGate redis;

    Channels(RedisGate redis) {
        this.redis = redis;
    }

    String of(NodeId node) {
        return redis.key("node:" + node.value());
    }

    String all() {
        return redis.key("all");
    }

    /** A broadcast says who has sent it, for its sender hears it too. */
    static String broadcast(NodeId from, String what) {
        return from.value() + '\n' + what;
    }
}
