package foyer.room;

import foyer.cluster.Bus;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.cluster.Places;
import foyer.socketio.Broadcast;
import foyer.socketio.Message;
import foyer.socketio.Namespace;
import foyer.socketio.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reaches the sockets of guests: on this node, where each is in the room of its guest's user id and in the room it shares with
 * a partner, and on others. Nothing here waits.
 */
final class Audience {

    private final Supplier<Namespace> namespace;
    private final Places places;
    private final Bus bus;

    /** @param namespace asked at each use: it is made after those who use it */
    Audience(Supplier<Namespace> namespace, Places places, Bus bus) {
        this.namespace = namespace;
        this.places = places;
        this.bus = bus;
    }

    // ---- on this node ----

    /** Whether a guest has a socket here that {@link #tellHere} reaches. */
    boolean isHere(String userId) {
        return !namespace.get().to(userId).sockets().isEmpty();
    }

    /** Sends to the sockets of a member on this node, those that know of the conversation. */
    void tellHere(Conversation conversation, String userId, String event, String json) {
        Message message = Message.of(event, json);
        for (Socket socket : namespace.get().to(userId).sockets()) {
            if (socket.isIn(conversation.id())) {
                socket.emit(message);
            }
        }
    }

    /** The sockets of a guest on this node that do not know of a room yet; from now on they do. */
    Iterable<Socket> join(Room room, String userId) {
        Iterable<Socket> strangers =
                namespace.get().to(userId).except(room.id()).sockets();
        strangers.forEach(socket -> socket.join(room.id()));
        return strangers;
    }

    void leave(Conversation conversation) {
        for (String userId : conversation.listeners()) {
            namespace.get().to(userId).sockets().forEach(socket -> socket.leave(conversation.id()));
        }
    }

    // ---- everywhere ----

    /**
     * Whether what is told to a guest goes somewhere: false if all its sockets are on other nodes and no letters go out. One who is
     * away has none anywhere, and misses it.
     */
    boolean reaches(String userId) {
        return places.of(userId).isEmpty() || bus.isUp() || isHere(userId);
    }

    /** Sends to every socket of a guest what concerns no room. */
    void tell(String userId, String event, String json) {
        Message message = Message.of(event, json);
        namespace.get().to(userId).emit(message);
        Set<NodeId> others = places.of(userId);
        if (!others.isEmpty()) {
            send(others, new Tell(userId, Optional.empty(), Optional.empty(), message).letter(userId));
        }
    }

    /** Sends what was said in a conversation to those sockets of a member that know of it. */
    void tell(Conversation conversation, String userId, Message message) {
        members(conversation, userId).emit(message);
        tellElsewhere(conversation, userId, Optional.empty(), message);
    }

    /** The same for both members and all sockets but one, which is on this node. */
    void tellOthers(Conversation conversation, String socketId, Message message) {
        namespace.get().to(conversation.id()).except(socketId).emit(message);
        tellElsewhere(conversation, conversation.room().first().userId(), Optional.of(socketId), message);
        tellElsewhere(conversation, conversation.room().second().userId(), Optional.of(socketId), message);
    }

    private void tellElsewhere(Conversation conversation, String userId, Optional<String> except, Message message) {
        Set<NodeId> others = places.of(userId);
        if (!others.isEmpty()) {
            Tell tell = new Tell(userId, Optional.of(conversation.since()), except, message);
            send(others, tell.letter(conversation.id()));
        }
    }

    /** What another node has to tell a member. */
    void pass(Conversation conversation, Tell tell) {
        Broadcast members = members(conversation, tell.to());
        tell.except().map(members::except).orElse(members).emit(tell.message());
    }

    /** What another node has to tell a guest's sockets. */
    void pass(Tell tell) {
        namespace.get().to(tell.to()).emit(tell.message());
    }

    /** Who is in the room, and is not the other one. */
    private Broadcast members(Conversation conversation, String userId) {
        return namespace
                .get()
                .to(conversation.id())
                .except(conversation.room().partnerOf(userId).userId());
    }

    private void send(Set<NodeId> nodes, Letter letter) {
        nodes.forEach(node -> bus.send(node, letter));
    }
}
