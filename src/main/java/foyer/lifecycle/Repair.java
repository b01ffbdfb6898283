package foyer.lifecycle;

import foyer.guest.GuestStore;
import foyer.room.RoomRepair;
import foyer.token.TokenSubject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the store and this node agree again, after the store was away or has lost its data, or after letters were missed: what is
 * registered for this node are exactly the sockets it holds, and what the node knows of its guests' rooms is what the store knows.
 * Every step can be taken while guests come and go.
 */
final class Repair {

    private static final System.Logger LOG = System.getLogger("foyer.cluster");

    /** Sent to the store together. */
    private static final int BATCH = 500;

    private final GuestStore guests;
    private final ConnectionStore connections;
    private final RoomRepair rooms;
    private final Register register;
    private final Departures departures;

    Repair(GuestStore guests, ConnectionStore connections, RoomRepair rooms, Register register, Departures departures) {
        this.guests = guests;
        this.connections = connections;
        this.rooms = rooms;
        this.register = register;
        this.departures = departures;
    }

    /** What was found to be wrong, for the log. */
    private record Found(int unknown, int stale) {}

    /**
     * The store has lost its data: puts back what is known here.
     *
     * @throws foyer.cluster.StoreUnavailableException if it could not be finished
     */
    void restore() {
        Map<String, HeldSocket> bySession = new LinkedHashMap<>();
        held().forEach(socket -> bySession.put(socket.session().sessionId(), socket));
        batches(bySession.values())
                .forEach(batch ->
                        guests.restore(batch.stream().map(HeldSocket::session).toList()));
        Found found = sockets();
        rooms.restore();
        LOG.log(Level.INFO, "{0} sessions and {1} sockets were put back", bySession.size(), found.unknown());
        rooms.compare(users());
    }

    /**
     * Compares what the store knows with what is here.
     *
     * @throws foyer.cluster.StoreUnavailableException if it could not be finished
     */
    void compare() {
        Found found = sockets();
        int closed = rooms.compare(users());
        LOG.log(
                Level.INFO,
                "compared with the store: {0} sockets it did not know, {1} it had kept, {2} rooms closed meanwhile",
                found.unknown(),
                found.stale(),
                closed);
    }

    private Found sockets() {
        // What is registered first, what is here second: a socket is here before it is registered.
        Set<String> known = new HashSet<>();
        int stale = 0;
        for (RegisteredSocket socket : connections.registered()) {
            known.add(socket.socketId());
            if (register.find(socket.socketId()).isEmpty()) {
                signOff(socket);
                stale++;
            }
        }
        List<HeldSocket> unknown = held().stream()
                .filter(socket -> !known.contains(socket.socketId()))
                .toList();
        batches(unknown).forEach(this::register);
        departures.settle();
        return new Found(unknown.size(), stale);
    }

    private void register(List<HeldSocket> batch) {
        Set<String> homeless = Set.copyOf(connections.restore(batch));
        if (!homeless.isEmpty()) {
            adopt(batch.stream()
                    .filter(socket -> homeless.contains(socket.socketId()))
                    .toList());
        }
        // Who has left in this very moment may have been signed off before it was registered again.
        batch.stream()
                .filter(socket -> register.find(socket.socketId()).isEmpty())
                .forEach(socket -> signOff(new RegisteredSocket(
                        socket.session().sessionId(), socket.session().userId(), socket.socketId())));
    }

    /** The sessions of these sockets were ended; or a failover has lost the latest steps, and their beginning with them. */
    private void adopt(List<HeldSocket> homeless) {
        guests.recover(homeless.stream().map(HeldSocket::session).toList());
        connections.restore(homeless).forEach(departures::dismiss);
    }

    private void signOff(RegisteredSocket socket) {
        TokenSubject guest = new TokenSubject(socket.userId(), socket.sessionId(), "");
        departures.signOffLater(guest, socket.socketId(), DisconnectReason.TRANSPORT_ERROR);
    }

    private List<HeldSocket> held() {
        return register.all().stream()
                .filter(GuestSocket::hasBegun)
                .map(GuestSocket::held)
                .toList();
    }

    private List<List<String>> users() {
        Set<String> users = new HashSet<>();
        held().forEach(socket -> users.add(socket.session().userId()));
        return batches(users);
    }

    private static <T> List<List<T>> batches(Collection<T> all) {
        List<T> list = List.copyOf(all);
        List<List<T>> batches = new ArrayList<>();
        for (int start = 0; start < list.size(); start += BATCH) {
            batches.add(list.subList(start, Math.min(list.size(), start + BATCH)));
        }
        return batches;
    }
}
