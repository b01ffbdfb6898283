package foyer.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The guests' sockets of this node, by socket id. Any thread may use it. */
final class Register {

    private final Map<String, GuestSocket> sockets = new ConcurrentHashMap<>();

    void add(GuestSocket socket) {
        sockets.put(socket.socketId(), socket);
    }

    void remove(GuestSocket socket) {
        sockets.remove(socket.socketId());
    }

    Optional<GuestSocket> find(String socketId) {
        return Optional.ofNullable(sockets.get(socketId));
    }

    /** A copy. */
    List<GuestSocket> all() {
        return List.copyOf(sockets.values());
    }

    int size() {
        return sockets.size();
    }
}
