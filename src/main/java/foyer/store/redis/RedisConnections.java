package foyer.store.redis;

import foyer.cluster.NodeId;
import foyer.cluster.Whereabouts;
import foyer.lifecycle.ConnectOutcome;
import foyer.lifecycle.ConnectionStore;
import foyer.lifecycle.Departed;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.EndOutcome;
import foyer.lifecycle.HeldSocket;
import foyer.lifecycle.RegisteredSocket;
import foyer.room.CurrentRoom;
import foyer.room.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The sockets in Redis. */
final class RedisConnections implements ConnectionStore {

    private static final String ANY_NUMBER = "0";

    private final RedisGate redis;
    private final Supplier<NodeId> self;
    private final String lifetime;

    /**
     * @param self the id of this node, asked at each step
     * @param lifetime how long a session lives from a connect
     */
    RedisConnections(RedisGate redis, Supplier<NodeId> self, Duration lifetime) {
        this.redis = redis;
        this.self = self;
        this.lifetime = Long.toString(lifetime.toMillis());
    }

    @Override
    public ConnectOutcome connect(String sessionId, String userId, String socketId, int maxSockets) {
        return outcome(redis.run(Script.CONNECT, connect(sessionId, socketId, Integer.toString(maxSockets))));
    }

    @Override
    public DisconnectOutcome disconnect(String sessionId, String userId, String socketId, Duration grace) {
        Reply reply =
                redis.run(Script.DISCONNECT, node(), sessionId, userId, socketId, Long.toString(grace.toMillis()));
        return switch (reply.text()) {
            case "unknown" -> new DisconnectOutcome.NotRegistered();
            case "online" -> new DisconnectOutcome.StillOnline();
            default -> new DisconnectOutcome.Last(RoomReply.optional(reply));
        };
    }

    @Override
    public EndOutcome end(String sessionId) {
        Reply reply = redis.run(Script.END, node(), sessionId);
        Optional<Room> room = RoomReply.optional(reply);
        return new EndOutcome(reply.each(Reply::text), room);
    }

    @Override
    public List<Departed> reap(int most) {
        return redis.run(Script.REAP, node(), Integer.toString(most))
                .each(each -> new Departed(each.text(), RoomReply.optional(each)));
    }

    @Override
    public Map<String, Whereabouts> whereabouts(List<String> userIds) {
        Reply reply = redis.run(Script.WHEREABOUTS, userIds.toArray(String[]::new));
        Map<String, Whereabouts> found = new HashMap<>();
        while (!reply.isAtEnd()) {
            found.put(reply.text(), RoomReply.places(reply));
        }
        return found;
    }

    @Override
    public List<RegisteredSocket> registered() {
        return redis.call(new CommandArguments(Command.HGETALL).key(redis.key("node:" + node() + ":sockets")))
                .each(RedisConnections::registered);
    }

    private static RegisteredSocket registered(Reply reply) {
        String socketId = reply.text();
        String[] owner = reply.text().split("\n", 2);
        return new RegisteredSocket(owner[0], owner[1], socketId);
    }

    @Override
    public List<String> restore(List<HeldSocket> sockets) {
        List<Reply> replies = redis.runAll(
                Script.CONNECT,
                sockets.stream()
                        .map(held -> connect(held.session().sessionId(), held.socketId(), ANY_NUMBER))
                        .toList());
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            if (outcome(replies.get(i)) instanceof ConnectOutcome.SessionGone) {
                gone.add(sockets.get(i).socketId());
            }
        }
        return gone;
    }

    private String[] connect(String sessionId, String socketId, String maxSockets) {
        return new String[] {node(), sessionId, socketId, maxSockets, lifetime};
    }

    private static ConnectOutcome outcome(Reply reply) {
        return switch (reply.text()) {
            case "lost" -> throw RedisLeases.lost();
            case "gone" -> new ConnectOutcome.SessionGone();
            case "many" -> new ConnectOutcome.TooManySockets();
            default -> arrived(reply);
        };
    }

    private static ConnectOutcome arrived(Reply reply) {
        boolean first = reply.flag();
        Whereabouts places = RoomReply.places(reply);
        Optional<CurrentRoom> room = RoomReply.current(reply);
        Optional<Room> missed = RoomReply.optional(reply);
        GuestReply guest = GuestReply.read(reply);
        return new ConnectOutcome.Arrived(guest.session(), guest.presence(), first, places, room, missed);
    }

    private String node() {
        return self.get().value();
    }
}
