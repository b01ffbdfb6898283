package foyer.lifecycle;

import foyer.room.Rooms;
import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The end of a socket, and of a guest's presence with the last one. The store tells exactly one caller that a guest is
 * gone, so the clean-up happens once, whichever of the many ends came first.
 */
public final class Departures {

    private static final System.Logger LOG = System.getLogger("foyer.connections");

    private final ConnectionStore store;
    private final Register register;
    private final Rooms rooms;
    private final StatsBroadcaster stats;
    private final Clock clock;

    Departures(ConnectionStore store, Register register, Rooms rooms, StatsBroadcaster stats, Clock clock) {
        this.rooms = rooms;
        this.store = store;
        this.register = register;
        this.stats = stats;
        this.clock = clock;
    }

    /** A socket has ended; in its mailbox, after its last event. */
    void left(GuestSocket socket, DisconnectReason reason) {
        register.remove(socket);
        Instant now = clock.instant();
        DisconnectOutcome outcome =
                store.disconnect(socket.guest().sessionId(), socket.guest().userId(), socket.socketId(), now);
        if (outcome == DisconnectOutcome.LAST) {
            rooms.departed(socket.guest().userId(), reason.hasGrace(), reason.closedReason());
        }
        stats.changed();
        LOG.log(
                Level.INFO,
                "disconnect user={0} socket={1} reason=\"{2}\" durationMs={3} last={4}",
                socket.guest().userId(),
                socket.socketId(),
                reason,
                Long.toString(Duration.between(socket.since(), now).toMillis()),
                outcome == DisconnectOutcome.LAST);
    }

    /** A session is over: its guest is offline at once, and its sockets of this node are sent away. */
    void sessionEnded(String sessionId, String userId) {
        List<String> sockets = store.end(sessionId);
        rooms.departed(userId, false, DisconnectReason.SESSION_ENDED.closedReason());
        for (String socketId : sockets) {
            register.find(socketId).ifPresent(socket -> socket.dismiss(DisconnectReason.SESSION_ENDED));
        }
        stats.changed();
    }
}
