package foyer.store.memory;

import foyer.guest.GuestStore;
import foyer.lifecycle.ConnectionStore;
import foyer.presence.PresenceStore;
import foyer.room.RoomStore;
import foyer.stats.StatsStore;
import java.time.Duration;

/** The ports of the features on the memory of this node: all of them see the same guests. */
public final class MemoryStore {

    private final Directory directory = new Directory();
    private final GuestStore guests;
    private final ConnectionStore connections;
    private final PresenceStore presences = new MemoryPresences(directory);
    private final StatsStore stats = new MemoryStats(directory);
    private final MemoryRooms rooms;

    /**
     * @param sessionLifetime how long a session lives from each time it is extended
     * @param widenAfter how long a guest waits for a partner of its own language
     */
    public MemoryStore(Duration sessionLifetime, Duration widenAfter) {
        this.rooms = new MemoryRooms(directory, widenAfter);
        this.guests = new MemoryGuests(directory, sessionLifetime);
        this.connections = new MemoryConnections(directory, sessionLifetime);
    }

    /** The sessions. */
    public GuestStore guests() {
        return guests;
    }

    /** The sockets. */
    public ConnectionStore connections() {
        return connections;
    }

    /** Who is online. */
    public PresenceStore presences() {
        return presences;
    }

    /** The counts. */
    public StatsStore stats() {
        return stats;
    }

    /** Who waits for a partner, and who has one. */
    public RoomStore rooms() {
        return rooms;
    }

    /** Whether nothing at all is kept: no session, no socket, no order, no index. */
    public boolean isEmpty() {
        return directory.isEmpty() && rooms.isEmpty();
    }
}
