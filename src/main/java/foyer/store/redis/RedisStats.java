package foyer.store.redis;

import foyer.stats.Listing;
import foyer.stats.OnlineUser;
import foyer.stats.Snapshot;
import foyer.stats.Stats;
import foyer.stats.StatsStore;
import java.util.List;

/** The counts in Redis. */
final class RedisStats implements StatsStore {

    private final RedisGate redis;

    RedisStats(RedisGate redis) {
        this.redis = redis;
    }

    @Override
    public Stats stats() {
        return stats(redis.run(Script.STATS, "", "0"));
    }

    @Override
    public Snapshot snapshot(int maxUsers) {
        Reply reply = redis.run(Script.STATS, "online", Integer.toString(maxUsers));
        Stats stats = stats(reply);
        return new Snapshot(stats, new Listing(users(reply), stats.onlineUsers()));
    }

    @Override
    public Listing available(int maxUsers) {
        Reply reply = redis.run(Script.STATS, "searching", Integer.toString(maxUsers));
        int searching = stats(reply).availableUsers();
        return new Listing(users(reply), searching);
    }

    private static Stats stats(Reply reply) {
        return new Stats(reply.count(), reply.count(), reply.count(), reply.count(), reply.count());
    }

    private static List<OnlineUser> users(Reply reply) {
        return reply.each(each -> GuestReply.read(each).onlineUser());
    }
}
