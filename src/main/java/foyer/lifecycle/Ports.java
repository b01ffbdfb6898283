package foyer.lifecycle;

import foyer.guest.Guests;
import foyer.presence.PresenceStore;
import foyer.room.RoomStore;
import foyer.stats.StatsStore;

/**
 * Where connections find what outlives them.
 *
 * @param connections registers sockets
 * @param guests keeps sessions
 * @param presences keeps who was seen when
 * @param statistics counts
 * @param rooms knows who is with whom
 */
public record Ports(
        ConnectionStore connections, Guests guests, PresenceStore presences, StatsStore statistics, RoomStore rooms) {}
