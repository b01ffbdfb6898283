package foyer.socketio;

import foyer.engineio.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The sockets of one namespace and the rooms they are in. Every method may be called from any thread. */
public final class Namespace {

    private final String name;
    private final NamespaceHandler handler;
    private final Map<String, LiveSocket> sockets = new ConcurrentHashMap<>();
    private final Rooms rooms = new Rooms();

    Namespace(String name, NamespaceHandler handler) {
        this.name = name;
        this.handler = handler;
    }

    /** The name, with its slash. */
    public String name() {
        return name;
    }

    /** How many sockets are connected. */
    public int size() {
        return sockets.size();
    }

    /** The socket of that id, if it is connected. */
    public Optional<Socket> socket(String id) {
        return Optional.ofNullable(sockets.get(id));
    }

    /** A view of the connected sockets, which changes as they come and go. */
    public Collection<Socket> sockets() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    /** How many rooms have somebody in them, the rooms of the sockets' own ids not counted. */
    public int rooms() {
        return rooms.count();
    }

    /** The sockets in at least one of the rooms. */
    public Broadcast to(String room, String... more) {
        return everybody().to(room, more);
    }

    /** All sockets but those in one of the rooms. */
    public Broadcast except(String room, String... more) {
        return everybody().except(room, more);
    }

    /**
     * Sends an event to every socket, soon: each thread that writes sockets does it for its own, which costs least with thousands. What is
     * sent to one of them right afterwards may come first; of two events to everybody the second never does.
     */
    public void emit(Message message) {
        List<Packet> packets = message.packets(this);
        Map<Executor, List<LiveSocket>> byThread = new HashMap<>();
        for (LiveSocket socket : sockets.values()) {
            byThread.computeIfAbsent(socket.writingThread(), thread -> new ArrayList<>())
                    .add(socket);
        }
        byThread.forEach((thread, written) -> thread.execute(() -> written.forEach(socket -> socket.send(packets))));
    }

    /** {@link Socket#disconnect()} for every socket in the room. */
    public void disconnectSockets(String room) {
        to(room).disconnectSockets();
    }

    @Override
    public String toString() {
        return name;
    }

    private Broadcast everybody() {
        return new Broadcast(this, Set.of(), Set.of());
    }

    NamespaceHandler handler() {
        return handler;
    }

    void add(LiveSocket socket) {
        sockets.put(socket.id(), socket);
    }

    void remove(LiveSocket socket, Set<String> joined) {
        sockets.remove(socket.id(), socket);
        joined.forEach(room -> rooms.remove(room, socket));
    }

    void join(String room, LiveSocket socket) {
        rooms.add(room, socket);
    }

    void leave(String room, LiveSocket socket) {
        rooms.remove(room, socket);
    }

    /** The sockets in one of the rooms (all, if there are none) and in none of the others, each once. */
    Collection<LiveSocket> select(Set<String> to, Set<String> except) {
        Collection<LiveSocket> included = to.isEmpty() ? sockets.values() : members(to);
        if (except.isEmpty()) {
            return included;
        }
        Set<LiveSocket> excluded = members(except);
        List<LiveSocket> selected = new ArrayList<>();
        for (LiveSocket socket : included) {
            if (!excluded.contains(socket)) {
                selected.add(socket);
            }
        }
        return selected;
    }

    private Set<LiveSocket> members(Set<String> names) {
        if (names.size() == 1) {
            return members(names.iterator().next());
        }
        Set<LiveSocket> members = new HashSet<>();
        names.forEach(room -> members.addAll(members(room)));
        return members;
    }

    /** The room of a socket's own id is not kept: ten thousand rooms of one would only say what the map of sockets says. */
    private Set<LiveSocket> members(String room) {
        Set<LiveSocket> joined = rooms.members(room);
        LiveSocket own = sockets.get(room);
        if (own == null) {
            return joined;
        }
        if (joined.isEmpty()) {
            return Set.of(own);
        }
        Set<LiveSocket> both = new HashSet<>(joined);
        both.add(own);
        return both;
    }
}
