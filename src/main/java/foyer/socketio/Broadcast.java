package foyer.socketio;

import foyer.engineio.CloseReason;
import foyer.engineio.Packet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sockets of a namespace that are in at least one of some rooms and in none of others: immutable, and looked up anew at
 * each use. A socket's id is the name of a room it alone is in.
 *
 * <pre>{@code
 * namespace.to("room").except(socket.id()).emit(Message.of("typing"));
 * }</pre>
 */
public final class Broadcast {

    private final Namespace namespace;
    private final Set<String> rooms;
    private final Set<String> except;

    Broadcast(Namespace namespace, Set<String> rooms, Set<String> except) {
        this.namespace = namespace;
        this.rooms = rooms;
        this.except = except;
    }

    /** The rooms whose sockets are meant; none means all sockets of the namespace. */
    public Set<String> rooms() {
        return rooms;
    }

    /** The rooms whose sockets are left out. */
    public Set<String> except() {
        return except;
    }

    /** These sockets and those of more rooms. */
    public Broadcast to(String room, String... more) {
        return new Broadcast(namespace, union(rooms, room, more), except);
    }

    /** These sockets without those of the rooms. */
    public Broadcast except(String room, String... more) {
        return new Broadcast(namespace, rooms, union(except, room, more));
    }

    /** Sends an event to each of the sockets, once. */
    public void emit(Message message) {
        List<Packet> packets = message.packets(namespace);
        selected().forEach(socket -> socket.send(packets));
    }

    /** The sockets there are now. */
    public Collection<Socket> sockets() {
        return List.copyOf(selected());
    }

    /** {@link Socket#disconnect()} for each of the sockets. */
    public void disconnectSockets() {
        sockets().forEach(Socket::disconnect);
    }

    /** {@link Socket#close} for each of the sockets. */
    public void closeSockets(CloseReason reason) {
        sockets().forEach(socket -> socket.close(reason));
    }

    private Collection<LiveSocket> selected() {
        return namespace.select(rooms, except);
    }

    private static Set<String> union(Set<String> rooms, String room, String... more) {
        if (rooms.isEmpty() && more.length == 0) {
            return Set.of(room);
        }
        Set<String> union = new LinkedHashSet<>(rooms);
        union.add(room);
        union.addAll(List.of(more));
        return Set.copyOf(union);
    }
}
