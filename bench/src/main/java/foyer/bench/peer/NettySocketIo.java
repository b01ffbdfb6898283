package foyer.bench.peer;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bare netty-socketio server that speaks as much of Foyer's contract as the benchmark asks for, in as few words as its
 * documentation would: the same as {@code peers/socket.io/server.mjs}.
 */
public final class NettySocketIo implements AutoCloseable {

    private static final int LISTED = 20;

    private final SocketIOServer server;
    private final Map<String, Guest> guests = new ConcurrentHashMap<>();
    private final Deque<Guest> listed = new ConcurrentLinkedDeque<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final AtomicInteger online = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();

    private NettySocketIo(int port) {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(port);
        configuration.setTransports(Transport.WEBSOCKET);
        configuration.getSocketConfig().setReuseAddress(true);
        configuration.getSocketConfig().setTcpNoDelay(true);
        server = new SocketIOServer(configuration);
        server.addConnectListener(this::connected);
        server.addDisconnectListener(this::disconnected);
        server.addEventListener("user:match", Object.class, (client, data, ack) -> match(client));
        server.addEventListener("leave-room", Object.class, (client, data, ack) -> leave(client));
        server.addEventListener("chat:message", Map.class, (client, message, ack) -> chat(client, message));
        server.addEventListener("guest:update", Map.class, (client, update, ack) -> update(client, update));
        server.addEventListener("notice", Map.class, (client, notice, ack) -> tellEverybody(notice));
        server.addEventListener(
                "stats:request", Object.class, (client, data, ack) -> client.sendEvent("stats:update", stats()));
    }

    /** The one argument is the port. */
    public static void main(String[] arguments) {
        start(Integer.parseInt(arguments[0]));
    }

    /** Starts a server in this virtual machine. */
    public static NettySocketIo start(int port) {
        NettySocketIo started = new NettySocketIo(port);
        started.server.start();
        return started;
    }

    @Override
    public void close() {
        server.stop();
    }

    private void connected(SocketIOClient client) {
        Guest guest = new Guest("guest_" + client.getSessionId(), "Peer" + ids.incrementAndGet());
        client.set("guest", guest);
        guests.put(guest.id, guest);
        online.incrementAndGet();
        listed.addFirst(guest);
        if (listed.size() > LISTED) {
            listed.pollLast();
        }
        client.joinRoom(guest.id);
        client.sendEvent(
                "connection:established",
                json(
                        "userId",
                        guest.id,
                        "username",
                        guest.name,
                        "socketId",
                        client.getSessionId().toString(),
                        "sessionId",
                        client.getSessionId().toString(),
                        "isGuest",
                        true,
                        "recovered",
                        false,
                        "serverTime",
                        Instant.now().toString()));
    }

    private void disconnected(SocketIOClient client) {
        Guest guest = client.get("guest");
        if (guest == null) {
            return;
        }
        online.decrementAndGet();
        guests.remove(guest.id);
        listed.remove(guest);
        synchronized (waiting) {
            waiting.remove(guest.id);
        }
    }

    private void match(SocketIOClient client) {
        Guest guest = client.get("guest");
        Guest partner;
        synchronized (waiting) {
            partner = waiting.stream()
                    .filter(other -> !other.equals(guest.id))
                    .findFirst()
                    .map(guests::get)
                    .orElse(null);
            if (partner == null) {
                waiting.add(guest.id);
            } else {
                waiting.remove(partner.id);
            }
        }
        if (partner == null) {
            client.sendEvent("user:match:searching", json("message", "Searching"));
            return;
        }
        String room = guest.id.compareTo(partner.id) < 0 ? guest.id + "_" + partner.id : partner.id + "_" + guest.id;
        for (Guest member : List.of(guest, partner)) {
            member.room = room;
            member.partner = member == guest ? partner.id : guest.id;
            server.getRoomOperations(member.id).getClients().forEach(socket -> socket.joinRoom(room));
        }
        for (Guest member : List.of(guest, partner)) {
            server.getRoomOperations(member.id)
                    .sendEvent("user:matched", json("matchedUser", json("id", member.partner), "roomId", room));
        }
    }

    private void leave(SocketIOClient client) {
        Guest guest = client.get("guest");
        String room = guest.room;
        if (room == null) {
            return;
        }
        List<SocketIOClient> members =
                List.copyOf(server.getRoomOperations(room).getClients());
        for (SocketIOClient member : members) {
            member.leaveRoom(room);
            member.<Guest>get("guest").room = null;
        }
        // Told last: whoever hears of it may search again at once.
        for (SocketIOClient member : members) {
            if (member != client) {
                member.sendEvent("room:closed", json("userId", guest.id, "reason", "user_left"));
            }
        }
    }

    private void chat(SocketIOClient client, Map<?, ?> message) {
        Guest guest = client.get("guest");
        if (guest.room == null) {
            return;
        }
        String id = Long.toString(ids.incrementAndGet());
        String timestamp = Instant.now().toString();
        server.getRoomOperations(guest.room)
                .sendEvent(
                        "chat:message",
                        client,
                        json(
                                "id",
                                id,
                                "senderId",
                                guest.id,
                                "senderUsername",
                                guest.name,
                                "type",
                                message.get("type"),
                                "content",
                                message.get("content"),
                                "timestamp",
                                timestamp));
        client.sendEvent("chat:message:sent", json("messageId", id, "timestamp", timestamp, "status", "sent"));
    }

    /** A bare server has no administration: whoever says it is heard by everybody. */
    private void tellEverybody(Map<?, ?> notice) {
        server.getBroadcastOperations()
                .sendEvent(
                        "server:notice",
                        json(
                                "message",
                                notice.get("message"),
                                "timestamp",
                                Instant.now().toString()));
    }

    private void update(SocketIOClient client, Map<?, ?> update) {
        client.<Guest>get("guest").location = update.get("location");
        server.getBroadcastOperations()
                .sendEvent(
                        "realtime:stats",
                        json(
                                "stats", stats(),
                                "onlineUsers", listed.stream().map(Guest::json).toList(),
                                "timestamp", Instant.now().toString(),
                                "truncated", online.get() > LISTED));
    }

    private Map<String, Object> stats() {
        int now = online.get();
        return json(
                "totalUsers", now, "onlineUsers", now, "activeUsers", now, "availableUsers", 0, "connectedUsers", 0);
    }

    private static Map<String, Object> json(Object... namesAndValues) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return json;
    }

    private static final class Guest {
        private final String id;
        private final String name;
        private final String since = Instant.now().toString();
        private volatile String room;
        private volatile String partner;
        private volatile Object location;

        Guest(String id, String name) {
            this.id = id;
            this.name = name;
        }

        Map<String, Object> json() {
            return NettySocketIo.json(
                    "id",
                    id,
                    "username",
                    name,
                    "isOnline",
                    true,
                    "isSearching",
                    false,
                    "lastSeen",
                    since,
                    "location",
                    location,
                    "gender",
                    null,
                    "language",
                    null,
                    "isGuest",
                    true);
        }
    }
}
