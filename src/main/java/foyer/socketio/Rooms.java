package foyer.socketio;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in which room. A room exists while somebody is in it. */
final class Rooms {

    private final Map<String, Set<LiveSocket>> members = new ConcurrentHashMap<>();

    void add(String room, LiveSocket socket) {
        members.compute(room, (name, sockets) -> {
            Set<LiveSocket> present = sockets == null ? ConcurrentHashMap.newKeySet(2) : sockets;
            present.add(socket);
            return present;
        });
    }

    void remove(String room, LiveSocket socket) {
        members.computeIfPresent(room, (name, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    /** A live view, to be read only. */
    Set<LiveSocket> members(String room) {
        return members.getOrDefault(room, Set.of());
    }

    int count() {
        return members.size();
    }
}
