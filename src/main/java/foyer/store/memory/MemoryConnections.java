package foyer.store.memory;

import foyer.cluster.NodeId;
import foyer.cluster.StoreUnavailableException;
import foyer.cluster.Whereabouts;
import foyer.lifecycle.ConnectOutcome;
import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.ConnectionStore;
import foyer.lifecycle.Departed;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.EndOutcome;
import foyer.lifecycle.Ended;
import foyer.lifecycle.HeldSocket;
import foyer.lifecycle.RegisteredSocket;
import foyer.room.CurrentRoom;
import foyer.room.Room;
import foyer.room.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The sockets in memory, as one node sees them. */
final class MemoryConnections implements ConnectionStore {

    private static final int ANY_NUMBER = 0;

    private final Shared shared;
    private final Supplier<NodeId> self;

    /** @param self in whose name it speaks, asked at each step */
    MemoryConnections(Shared shared, Supplier<NodeId> self) {
        this.shared = shared;
        this.self = self;
    }

    @Override
    public ConnectOutcome connect(String sessionId, String userId, String socketId, int maxSockets) {
        synchronized (shared) {
            NodeId node = requireLease();
            Instant now = shared.clock.instant();
            Guest.Tab tab = new Guest.Tab(socketId, node);
            Change change = shared.directory.change(
                    sessionId,
                    guest -> guest.isAlive(now) && guest.hasRoomFor(socketId, maxSockets)
                            ? guest.connected(tab, now, now.plus(shared.lifetime))
                            : guest);
            if (change.before().filter(guest -> guest.isAlive(now)).isEmpty()) {
                return new ConnectOutcome.SessionGone();
            }
            Guest before = change.before().orElseThrow();
            Guest after = change.after().orElseThrow();
            if (!after.has(socketId)) {
                return new ConnectOutcome.TooManySockets();
            }
            shared.members.add(node, new RegisteredSocket(sessionId, userId, socketId));
            return arrived(node, before, after, now);
        }
    }

    private Arrived arrived(NodeId node, Guest before, Guest after, Instant now) {
        String userId = after.session().userId();
        Optional<Room> room = shared.meetings.roomOf(userId);
        boolean back = shared.meetings.endAbsence(userId);
        if (back || !before.isAt(node)) {
            shared.tell(
                    node, concerned(after.places(), userId, room), new Step.Here(userId, after.places(), room, back));
        }
        return new Arrived(
                after.session(),
                after.presence(),
                !before.isOnline(),
                after.places(),
                room.map(open -> new CurrentRoom(
                        open, back, shared.places(open.partnerOf(userId).userId()))),
                room.isPresent() ? Optional.empty() : shared.meetings.missed.take(userId, now));
    }

    @Override
    public DisconnectOutcome disconnect(String sessionId, String userId, String socketId, Duration grace) {
        synchronized (shared) {
            return take(self.get(), sessionId, socketId, grace);
        }
    }

    private DisconnectOutcome take(NodeId node, String sessionId, String socketId, Duration grace) {
        Instant now = shared.clock.instant();
        shared.members.remove(node, socketId);
        Guest.Tab tab = new Guest.Tab(socketId, node);
        Change change = shared.directory.change(sessionId, guest -> guest.disconnected(tab, now));
        if (change.before().filter(guest -> guest.has(socketId, node)).isEmpty()) {
            return new DisconnectOutcome.NotRegistered();
        }
        Guest before = change.before().orElseThrow();
        boolean last = change.after().filter(Guest::isOnline).isEmpty();
        Whereabouts places = new Whereabouts(
                before.version() + 1,
                change.after().map(guest -> guest.places().nodes()).orElse(Set.of()));
        Optional<Room> room = departed(node, before.session().userId(), places, last, grace);
        return last ? new DisconnectOutcome.Last(room) : new DisconnectOutcome.StillOnline();
    }

    /** What follows for the room, and for the other nodes. */
    private Optional<Room> departed(NodeId node, String userId, Whereabouts places, boolean last, Duration grace) {
        Optional<Room> room = shared.meetings.roomOf(userId);
        if (last) {
            room.ifPresent(open -> shared.meetings.beginAbsence(
                    open, userId, shared.clock.instant().plus(grace)));
        }
        if (!places.nodes().contains(node)) {
            shared.tell(
                    self.get(),
                    concerned(places, userId, room),
                    new Step.Gone(userId, places, room, last && room.isPresent(), grace));
        }
        return room;
    }

    private Set<NodeId> concerned(Whereabouts own, String userId, Optional<Room> room) {
        Set<NodeId> nodes = new HashSet<>(own.nodes());
        room.ifPresent(open ->
                nodes.addAll(shared.places(open.partnerOf(userId).userId()).nodes()));
        return nodes;
    }

    @Override
    public EndOutcome end(String sessionId) {
        synchronized (shared) {
            NodeId node = self.get();
            Optional<Guest> ended =
                    shared.directory.change(sessionId, Guest::over).before();
            if (ended.isEmpty()) {
                return new EndOutcome(List.of(), Optional.empty());
            }
            Guest guest = ended.get();
            String userId = guest.session().userId();
            guest.sockets().forEach(tab -> shared.members.remove(tab.node(), tab.socketId()));
            for (NodeId other : guest.places().nodes()) {
                if (!other.equals(node)) {
                    shared.switchboard.send(other, new Ended(userId, guest.socketsAt(other)).letter());
                }
            }
            Whereabouts nowhere = new Whereabouts(guest.version() + 1, Set.of());
            Optional<Room> room = guest.isOnline() || shared.meetings.isAway(userId)
                    ? departed(node, userId, nowhere, true, Duration.ZERO)
                    : Optional.empty();
            return new EndOutcome(guest.socketsAt(node), room);
        }
    }

    @Override
    public List<Departed> reap(int most) {
        synchronized (shared) {
            requireLease();
            List<Departed> departed = new ArrayList<>();
            int left = most;
            Optional<NodeId> dead = shared.members.nextDead(shared.clock.instant());
            while (dead.isPresent() && left > 0) {
                NodeId node = dead.get();
                for (RegisteredSocket socket : shared.members.socketsOf(node)) {
                    if (left-- == 0) {
                        return departed;
                    }
                    if (take(node, socket.sessionId(), socket.socketId(), Duration.ZERO)
                            instanceof DisconnectOutcome.Last last) {
                        departed.add(new Departed(socket.userId(), last.room()));
                    }
                }
                dead = shared.members.nextDead(shared.clock.instant());
            }
            return departed;
        }
    }

    @Override
    public Map<String, Whereabouts> whereabouts(List<String> userIds) {
        Map<String, Whereabouts> found = new HashMap<>();
        for (String userId : userIds) {
            shared.directory
                    .ofUser(userId)
                    .filter(Guest::isOnline)
                    .ifPresent(guest -> found.put(userId, guest.places()));
        }
        return found;
    }

    @Override
    public List<RegisteredSocket> registered() {
        synchronized (shared) {
            requireLease();
            return shared.members.socketsOf(self.get());
        }
    }

    @Override
    public List<String> restore(List<HeldSocket> sockets) {
        List<String> gone = new ArrayList<>();
        for (HeldSocket held : sockets) {
            if (!(connect(held.session().sessionId(), held.session().userId(), held.socketId(), ANY_NUMBER)
                    instanceof Arrived)) {
                gone.add(held.socketId());
            }
        }
        return gone;
    }

    private NodeId requireLease() {
        NodeId node = self.get();
        if (!shared.members.has(node)) {
            throw new StoreUnavailableException("The lease of node " + node + " is lost");
        }
        return node;
    }
}
