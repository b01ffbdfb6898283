package foyer.lifecycle;

import foyer.room.Absence;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.RoomStore;
import foyer.room.Rooms;
import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Does for dead nodes what they cannot do any more: takes their guests offline, and closes the rooms of those who do not come back,
 * by the code that does so for the living. Called by the clockwork of every node, one call at a time; what one has done the next
 * does not find.
 */
final class Caretaker {

    private static final System.Logger LOG = System.getLogger("foyer.cluster");

    /** Taken in one step of the store: enough to be quick about it, and nobody waits long meanwhile. */
    private static final int AT_ONCE = 200;

    private final ConnectionStore connections;
    private final RoomStore store;
    private final Rooms rooms;
    private final StatsBroadcaster stats;

    Caretaker(ConnectionStore connections, RoomStore store, Rooms rooms, StatsBroadcaster stats) {
        this.connections = connections;
        this.store = store;
        this.rooms = rooms;
        this.stats = stats;
    }

    /**
     * Does what there is to do.
     *
     * @throws foyer.cluster.StoreUnavailableException when it cannot be done now
     */
    void tick() {
        int guests = 0;
        List<Departed> departed;
        do {
            departed = connections.reap(AT_ONCE);
            departed.forEach(guest -> guest.room().ifPresent(room -> close(room, guest.userId())));
            guests += departed.size();
        } while (!departed.isEmpty());
        if (guests > 0) {
            LOG.log(Level.INFO, "{0} guests were on nodes that have died", guests);
            stats.changed();
        }
        for (Absence absence : store.overdue(AT_ONCE)) {
            close(absence.room(), absence.userId());
        }
    }

    private void close(Room room, String userId) {
        rooms.closeIfAway(room, new Exit(userId, ClosedReason.PARTNER_OFFLINE, Exit.Kind.LOST));
    }
}
