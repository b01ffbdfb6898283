package foyer.lifecycle;

import foyer.cluster.ClusterSettings;
import foyer.cluster.StoreUnavailableException;
import foyer.engineio.Periodic;
import foyer.engineio.Timers;
import foyer.room.Rooms;
import foyer.stats.StatsBroadcaster;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What this node does as one of many, every second: holds its lease, makes up for what the store could not be told, and looks after
 * what dead nodes have left.
 */
final class Cluster implements Membership.Events {

    private static final System.Logger LOG = System.getLogger("foyer.cluster");
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Stores stores;
    private final Register register;
    private final Departures departures;
    private final Rooms rooms;
    private final Membership membership;
    private final Caretaker caretaker;
    private final Periodic beat;
    private List<GuestSocket> stranded = List.of();

    Cluster(
            Stores stores,
            ClusterSettings settings,
            Register register,
            Departures departures,
            Rooms rooms,
            StatsBroadcaster stats,
            Timers timers,
            Executor executor) {
        this.stores = stores;
        this.register = register;
        this.departures = departures;
        this.rooms = rooms;
        this.membership = new Membership(stores.leases(), settings, System::nanoTime, this);
        this.caretaker = new Caretaker(stores.connections(), stores.rooms(), rooms, stats);
        this.beat = new Periodic(BEAT, this::beat, timers, executor);
    }

    /** Joins, now or as soon as the store is there. */
    void start() {
        membership.tick();
        beat.start();
    }

    /** Whether the node is one of the whole, and the store answers. */
    boolean isUp() {
        return stores.isUp() && membership.isHeld();
    }

    /** Letters may have been missed. */
    void missed() {
        // Put right by the repair, which follows.
    }

    void stop() {
        beat.stop();
    }

    /** Leaves the whole, when everybody has gone. */
    void leave() {
        membership.leave();
    }

    private void beat() {
        membership.tick();
        try {
            departures.settle();
            caretaker.tick();
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "What is to be done is left for later", e);
        }
    }

    @Override
    public void onLost() {
        stranded = register.all();
        rooms.forget();
    }

    @Override
    public void onRejoined() {
        stranded.forEach(socket -> socket.dismiss(DisconnectReason.LEASE_LOST));
        stranded = List.of();
    }

    @Override
    public void onEmptied() {
        // Put right by the repair, which follows.
    }

    @Override
    public void onReturn() {
        // Put right by the repair, which follows.
    }
}
