package foyer.store.memory;

import foyer.lifecycle.ConnectOutcome;
import foyer.lifecycle.ConnectionStore;
import foyer.lifecycle.DisconnectOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The sockets in memory. */
final class MemoryConnections implements ConnectionStore {

    private final Directory directory;
    private final Duration lifetime;

    MemoryConnections(Directory directory, Duration lifetime) {
        this.directory = directory;
        this.lifetime = lifetime;
    }

    @Override
    public ConnectOutcome connect(String sessionId, String socketId, int maxSockets, Instant now) {
        Change change = directory.change(
                sessionId,
                guest -> guest.isAlive(now) && guest.hasRoomFor(socketId, maxSockets)
                        ? guest.connected(socketId, now, now.plus(lifetime))
                        : guest);
        if (change.before().filter(guest -> guest.isAlive(now)).isEmpty()) {
            return new ConnectOutcome.SessionGone();
        }
        Guest after = change.after().orElseThrow();
        if (!after.sockets().contains(socketId)) {
            return new ConnectOutcome.TooManySockets();
        }
        boolean first = change.before().filter(Guest::isOnline).isEmpty();
        return new ConnectOutcome.Arrived(after.session(), after.presence(), first);
    }

    @Override
    public DisconnectOutcome disconnect(String sessionId, String userId, String socketId, Instant now) {
        Change change = directory.change(sessionId, guest -> guest.disconnected(socketId, now));
        if (change.before().filter(guest -> guest.sockets().contains(socketId)).isEmpty()) {
            return DisconnectOutcome.NOT_REGISTERED;
        }
        return change.after().filter(Guest::isOnline).isPresent()
                ? DisconnectOutcome.STILL_ONLINE
                : DisconnectOutcome.LAST;
    }

    @Override
    public List<String> end(String sessionId) {
        return directory
                .change(sessionId, Guest::over)
                .before()
                .map(Guest::sockets)
                .orElse(List.of());
    }
}
