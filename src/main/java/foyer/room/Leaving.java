package foyer.room;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.socketio.Event;
import jakarta.json.JsonObjectBuilder;

/** {@code chat:clear}, {@code leave-room} and {@code close-room}: the ways to leave a room on purpose. */
public final class Leaving {

    private final RoomStore store;
    private final Rooms rooms;

    public Leaving(RoomStore store, Rooms rooms) {
        this.store = store;
        this.rooms = rooms;
    }

    /** {@code leave-room}, {@code close-room}. */
    public void leave(Participant guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        close(guest, false);
    }

    /** {@code chat:clear}: leaves, and both are told that the conversation is gone. */
    public void clear(Participant guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        close(guest, true);
    }

    private void close(Participant guest, boolean cleared) throws EventRefused {
        String userId = guest.guest().userId();
        Room room = rooms.of(userId)
                .or(() -> store.roomOf(userId))
                .orElseThrow(() -> new EventRefused(Refusal.NOT_IN_ROOM));
        if (!rooms.close(room, new Exit(userId, ClosedReason.USER_LEFT, Exit.Kind.LEFT, cleared))) {
            throw new EventRefused(Refusal.NOT_IN_ROOM);
        }
    }
}
