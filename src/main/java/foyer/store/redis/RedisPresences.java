package foyer.store.redis;

import foyer.presence.Presence;
import foyer.presence.PresenceStore;
import java.util.Optional;

/** The presences in Redis. */
final class RedisPresences implements PresenceStore {

    private final RedisGate redis;

    RedisPresences(RedisGate redis) {
        this.redis = redis;
    }

    @Override
    public Optional<Presence> find(String userId) {
        return presence(redis.run(Script.PRESENCE_FIND, userId));
    }

    @Override
    public Optional<Presence> seen(String userId) {
        return presence(redis.run(Script.PRESENCE_SEEN, userId));
    }

    private static Optional<Presence> presence(Reply reply) {
        return GuestReply.readOptional(reply).map(GuestReply::presence);
    }
}
