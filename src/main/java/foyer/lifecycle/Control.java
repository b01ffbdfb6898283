package foyer.lifecycle;

import foyer.cluster.Bus;
import foyer.cluster.Letter;
import foyer.cluster.Letters;
import foyer.cluster.NodeId;
import foyer.cluster.Whereabouts;
import foyer.guest.GuestSession;
import foyer.guest.Guests;
import foyer.rest.Json;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.Rooms;
import foyer.socketio.Message;
import foyer.socketio.Namespace;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What an administrator can do to guests, wherever they are: what this node cannot do itself it asks the others for, by letter. Any
 * thread may use it; most of it waits for the store.
 *
 * @throws foyer.cluster.StoreUnavailableException (each method but {@link #sockets} and {@link #notice}) when the store cannot be
 *     asked
 */
public final class Control {

    private static final String KICK = "kick";
    private static final String KICK_SOCKET = "kick-socket";
    private static final String END_SESSION = "end-session";
    private static final String NOTICE = "notice";
    private static final String NOTICE_EVENT = "server:notice";

    private final Stores stores;
    private final Guests guests;
    private final Register register;
    private final Departures departures;
    private final Rooms rooms;
    private final Supplier<Namespace> everybody;
    private final Clock clock;

    Control(
            Stores stores,
            Guests guests,
            Register register,
            Departures departures,
            Rooms rooms,
            Supplier<Namespace> everybody,
            Clock clock) {
        this.stores = stores;
        this.guests = guests;
        this.register = register;
        this.departures = departures;
        this.rooms = rooms;
        this.everybody = everybody;
        this.clock = clock;
    }

    /** Carries out what other nodes ask for. */
    void addTo(Letters letters) {
        letters.on(KICK, letter -> kickHere(letter.body()))
                .on(KICK_SOCKET, letter -> kickSocketHere(letter.body()))
                .on(END_SESSION, letter -> endHere(letter.body()))
                .on(NOTICE, letter -> noticeHere(letter.body()));
    }

    /** The sockets of a guest on this node. */
    public List<SocketView> sockets(String userId) {
        return of(userId).stream().map(SocketView::of).toList();
    }

    /** On how many other nodes a guest has sockets. */
    public int otherNodesOf(String userId) {
        return elsewhere(userId).size();
    }

    /**
     * Sends all sockets of a guest away; its session goes on.
     *
     * @return whether it has any, on whichever node
     */
    public boolean kick(String userId) {
        boolean here = kickHere(userId);
        return ask(elsewhere(userId), new Letter(KICK, userId, userId)) || here;
    }

    /** Sends one socket away. One that is not on this node is looked for by the others, and it is not known whether it is found. */
    public Found kickSocket(String socketId) {
        if (kickSocketHere(socketId)) {
            return Found.YES;
        }
        stores.bus().broadcast(new Letter(KICK_SOCKET, socketId, socketId));
        return Found.NOT_HERE;
    }

    /**
     * Ends a session; its guest is sent away, and its token is worth nothing any more.
     *
     * @param id the id of the session, or of its user while that one is online
     * @return the id of the user, if there is such a session
     */
    public Optional<String> endSession(String id) {
        Optional<GuestSession> session = guests.end(id);
        if (session.isPresent()) {
            String userId = session.get().userId();
            departures.sessionEnded(id, userId, DisconnectReason.ADMIN);
            return Optional.of(userId);
        }
        boolean here = endHere(id);
        return here || ask(elsewhere(id), new Letter(END_SESSION, id, id)) ? Optional.of(id) : Optional.empty();
    }

    /**
     * Closes a room.
     *
     * @param id the id of the room, or of one of its members
     * @return the room, if this call closed it
     */
    public Optional<Room> closeRoom(String id) {
        return roomOf(id)
                .filter(room -> rooms.close(room, new Exit(room.first().userId(), ClosedReason.ADMIN, Exit.Kind.LOST)));
    }

    /** The room of that id, or that a guest of that id is in. */
    public Optional<Room> roomOf(String id) {
        RoomStore store = stores.rooms();
        Optional<Room> room = store.roomOf(id);
        // A room's id is the ids of two users joined by what may stand in an id as well.
        for (int join = id.indexOf('_'); join > 0 && room.isEmpty(); join = id.indexOf('_', join + 1)) {
            room = store.roomOf(id.substring(0, join))
                    .filter(found -> found.id().equals(id));
        }
        return room;
    }

    /** Tells every guest something, on all nodes. Gives how many sockets of this node were told. */
    public int notice(String text) {
        stores.bus().broadcast(new Letter(NOTICE, NOTICE, text));
        return noticeHere(text);
    }

    /** Whether a socket was found. */
    public enum Found {
        YES,
        /** It is not on this node; the others were asked. */
        NOT_HERE
    }

    private boolean kickHere(String userId) {
        List<GuestSocket> sockets = of(userId);
        sockets.forEach(socket -> socket.dismiss(DisconnectReason.KICKED));
        return !sockets.isEmpty();
    }

    private boolean kickSocketHere(String socketId) {
        Optional<GuestSocket> socket = register.find(socketId);
        socket.ifPresent(found -> found.dismiss(DisconnectReason.KICKED));
        return socket.isPresent();
    }

    private boolean endHere(String userId) {
        Optional<String> sessionId =
                of(userId).stream().map(socket -> socket.guest().sessionId()).findFirst();
        sessionId.ifPresent(id -> {
            guests.end(id);
            departures.sessionEnded(id, userId, DisconnectReason.ADMIN);
        });
        return sessionId.isPresent();
    }

    private int noticeHere(String text) {
        Namespace namespace = everybody.get();
        namespace.emit(Message.of(
                NOTICE_EVENT,
                Json.object()
                        .add("message", text)
                        .add("timestamp", Json.time(clock.instant()))
                        .build()
                        .toString()));
        return namespace.size();
    }

    private boolean ask(Collection<NodeId> nodes, Letter letter) {
        Bus bus = stores.bus();
        nodes.forEach(node -> bus.send(node, letter));
        return !nodes.isEmpty();
    }

    private Set<NodeId> elsewhere(String userId) {
        Map<String, Whereabouts> known = stores.connections().whereabouts(List.of(userId));
        NodeId self = stores.leases().self();
        return Optional.ofNullable(known.get(userId)).map(Whereabouts::nodes).orElse(Set.of()).stream()
                .filter(node -> !node.equals(self))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<GuestSocket> of(String userId) {
        return register.all().stream()
                .filter(socket -> socket.guest().userId().equals(userId))
                .toList();
    }
}
