package foyer.room;

import foyer.cluster.Places;
import foyer.cluster.Whereabouts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes what this node knows of rooms, and of where its guests are, agree with what the store knows. It waits for the store. */
public final class RoomRepair {

    private final RoomStore store;
    private final Function<List<String>, Map<String, Whereabouts>> whereabouts;
    private final Rooms rooms;
    private final Places places;
    private final Duration grace;

    /**
     * @param whereabouts asks the store where guests are, by user id
     * @param grace how long the other nodes may take to put back their part after the loss of all data
     */
    public RoomRepair(
            RoomStore store,
            Function<List<String>, Map<String, Whereabouts>> whereabouts,
            Rooms rooms,
            Places places,
            Duration grace) {
        this.store = store;
        this.whereabouts = whereabouts;
        this.rooms = rooms;
        this.places = places;
        this.grace = grace;
    }

    /** The store has lost its data: puts back the rooms of the guests who are here. Their sockets are registered again already. */
    public void restore() {
        places.clear();
        store.restore(
                rooms.conversations().all().stream().map(Conversation::room).toList(), grace);
    }

    /**
     * Opens what is unknown here, closes what is no more, and learns where guests are.
     *
     * @param users the guests of this node, in parts that are asked for together
     * @return how many rooms had been closed
     */
    public int compare(List<List<String>> users) {
        Set<Room> open = new HashSet<>();
        for (List<String> batch : users) {
            whereabouts.apply(batch).forEach(rooms::learn);
            for (Step.Opened opened : store.roomsOf(batch)) {
                open.add(opened.room());
                rooms.opened(opened);
            }
        }
        return (int) rooms.conversations().all().stream()
                .filter(conversation -> !open.contains(conversation.room()))
                .filter(rooms.closing()::closeIfGone)
                .count();
    }
}
