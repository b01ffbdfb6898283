package foyer.lifecycle;

import foyer.cluster.Whereabouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The store of connections, for tests that do something between its steps. */
public class ConnectionsDecorator implements ConnectionStore {

    private final ConnectionStore store;

    public ConnectionsDecorator(ConnectionStore store) {
        this.store = store;
    }

    @Override
    public ConnectOutcome connect(String sessionId, String userId, String socketId, int maxSockets) {
        return store.connect(sessionId, userId, socketId, maxSockets);
    }

    @Override
    public DisconnectOutcome disconnect(String sessionId, String userId, String socketId, Duration grace) {
        return store.disconnect(sessionId, userId, socketId, grace);
    }

    @Override
    public EndOutcome end(String sessionId) {
        return store.end(sessionId);
    }

    @Override
    public List<Departed> reap(int most) {
        return store.reap(most);
    }

    @Override
    public Map<String, Whereabouts> whereabouts(List<String> userIds) {
        return store.whereabouts(userIds);
    }

    @Override
    public List<RegisteredSocket> registered() {
        return store.registered();
    }

    @Override
    public List<String> restore(List<HeldSocket> sockets) {
        return store.restore(sockets);
    }
}
