package foyer.store.memory;

import foyer.cluster.Bus;
import foyer.cluster.Lease;
import foyer.cluster.Leases;
import foyer.cluster.Letter;
import foyer.cluster.NodeId;
import foyer.guest.GuestStore;
import foyer.lifecycle.ConnectionStore;
import foyer.lifecycle.Stores;
import foyer.presence.PresenceStore;
import foyer.room.RoomStore;
import foyer.stats.StatsStore;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One of the nodes on a memory they share; most often the only one. */
final class MemoryNode implements Stores, Bus, Leases {

    private final Shared shared;
    private final String name;
    private final Executor executor;
    private final GuestStore guests;
    private final ConnectionStore connections;
    private final PresenceStore presences;
    private final StatsStore statistics;
    private final RoomStore rooms;
    private volatile NodeId self;
    private volatile Listener listener = new Listener() {
        @Override
        public void onLetter(Letter letter) {
            // Nobody listens yet.
        }

        @Override
        public void onGap() {
            // Nobody listens yet.
        }
    };

    MemoryNode(Shared shared, String name, Executor executor) {
        this.shared = shared;
        this.name = name;
        this.executor = executor;
        this.self = NodeId.random(name);
        this.guests = new MemoryGuests(shared);
        this.connections = new MemoryConnections(shared, this::self);
        this.presences = new MemoryPresences(shared);
        this.statistics = new MemoryStats(shared.directory);
        this.rooms = new MemoryRooms(shared, this::self);
    }

    @Override
    public GuestStore guests() {
        return guests;
    }

    @Override
    public ConnectionStore connections() {
        return connections;
    }

    @Override
    public PresenceStore presences() {
        return presences;
    }

    @Override
    public StatsStore statistics() {
        return statistics;
    }

    @Override
    public RoomStore rooms() {
        return rooms;
    }

    @Override
    public Bus bus() {
        return this;
    }

    @Override
    public Leases leases() {
        return this;
    }

    @Override
    public void start() {
        // The memory is there.
    }

    @Override
    public boolean isUp() {
        return true;
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        shared.switchboard.disconnect(self);
    }

    // ---- the bus ----

    @Override
    public void send(NodeId to, Letter letter) {
        if (!to.equals(self)) {
            shared.switchboard.send(to, letter);
        }
    }

    @Override
    public void broadcast(Letter letter) {
        shared.switchboard.broadcast(self, letter);
    }

    @Override
    public void listen(Listener who) {
        listener = who;
    }

    // ---- the lease ----

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public NodeId join() {
        synchronized (shared) {
            shared.switchboard.disconnect(self);
            self = NodeId.random(name);
            shared.members.join(self, shared.clock.instant());
            shared.switchboard.connect(self, listener, executor);
            return self;
        }
    }

    @Override
    public Lease renew() {
        synchronized (shared) {
            return shared.members.renew(self, shared.clock.instant());
        }
    }

    @Override
    public void leave() {
        synchronized (shared) {
            shared.members.leave(self, shared.clock.instant());
            shared.switchboard.disconnect(self);
        }
    }
}
