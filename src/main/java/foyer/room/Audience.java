package foyer.room;

import foyer.socketio.Message;
import foyer.socketio.Namespace;
import foyer.socketio.Socket;
import java.util.function.Supplier;

/** Reaches the sockets of guests: each is in the room of its guest's user id, and in the room it shares with a partner. */
final class Audience {

    private final Supplier<Namespace> namespace;

    /** @param namespace asked at each use: it is made after those who use it */
    Audience(Supplier<Namespace> namespace) {
        this.namespace = namespace;
    }

    /** Whether a guest has a socket that {@link #tell} reaches. */
    boolean reaches(String userId) {
        return !namespace.get().to(userId).sockets().isEmpty();
    }

    /** Sends to every socket of a guest. */
    void tell(String userId, Message message) {
        namespace.get().to(userId).emit(message);
    }

    void tell(String userId, String event, String json) {
        tell(userId, Message.of(event, json));
    }

    /** Sends to the sockets of a guest but one. */
    void tellOthers(String userId, String socketId, Message message) {
        namespace.get().to(userId).except(socketId).emit(message);
    }

    /** Sends to every socket of both members. */
    void tell(Room room, String event, String json) {
        namespace.get().to(room.first().userId(), room.second().userId()).emit(Message.of(event, json));
    }

    void join(Room room) {
        for (Socket socket : namespace
                .get()
                .to(room.first().userId(), room.second().userId())
                .sockets()) {
            socket.join(room.id());
        }
    }

    void leave(Room room) {
        for (Socket socket : namespace.get().to(room.id()).sockets()) {
            socket.leave(room.id());
        }
    }
}
