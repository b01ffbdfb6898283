package foyer.room;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.socketio.Event;
import jakarta.json.JsonObjectBuilder;
import java.util.function.Consumer;

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
        close(guest, room -> {});
    }

    /** {@code chat:clear}: leaves, and both are told that the conversation is gone. */
    public void clear(Participant guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        String userId = guest.guest().userId();
        close(guest, room -> {
            rooms.audience()
                    .tell(
                            room.partnerOf(userId).userId(),
                            "chat:cleared",
                            RoomJson.cleared(room.member(userId), ClosedReason.USER_LEFT));
            rooms.audience().tell(userId, "chat:clear:confirmed", RoomJson.message("The chat was cleared"));
        });
    }

    /** Who has been told of the end of a room may be in the next one: what is to be told is told before. */
    private void close(Participant guest, Consumer<Room> first) throws EventRefused {
        String userId = guest.guest().userId();
        Room room = store.roomOf(userId).orElseThrow(() -> new EventRefused(Refusal.NOT_IN_ROOM));
        if (!rooms.close(room, userId, ClosedReason.USER_LEFT, () -> first.accept(room))) {
            throw new EventRefused(Refusal.NOT_IN_ROOM);
        }
    }
}
