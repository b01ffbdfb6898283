package foyer.lifecycle;

import foyer.cluster.ClusterSettings;
import foyer.cluster.Places;
import foyer.cluster.StoreUnavailableException;
import foyer.cluster.WhenAvailable;
import foyer.engineio.Periodic;
import foyer.engineio.Timers;
import foyer.room.RoomRepair;
import foyer.room.Rooms;
import foyer.stats.StatsBroadcaster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What this node does as one of many, every second: holds its lease, makes up for what the store could not be told, puts right
 * what does not agree, and looks after what dead nodes have left.
 */
final class Cluster implements Membership.Events {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Stores stores;
    private final Register register;
    private final Departures departures;
    private final Rooms rooms;
    private final Membership membership;
    private final Caretaker caretaker;
    private final Repair repair;
    private final Periodic beat;
    private final AtomicReference<Need> need = new AtomicReference<>(Need.NONE);
    private List<GuestSocket> stranded = List.of();

    /** What is to be put right; the later ones include the ones before. */
    private enum Need {
        NONE,
        COMPARE,
        RESTORE
    }

    Cluster(
            Stores stores,
            ClusterSettings settings,
            Register register,
            Departures departures,
            Rooms rooms,
            Places places,
            StatsBroadcaster stats,
            Timers timers,
            Executor executor) {
        this.stores = stores;
        this.register = register;
        this.departures = departures;
        this.rooms = rooms;
        this.membership = new Membership(stores.leases(), settings, System::nanoTime, this);
        this.caretaker = new Caretaker(stores.connections(), stores.rooms(), rooms, stats);
        this.repair = new Repair(
                stores.guests(),
                stores.connections(),
                new RoomRepair(stores.rooms(), stores.connections()::whereabouts, rooms, places, settings.lease()),
                register,
                departures);
        this.beat = new Periodic(BEAT, new WhenAvailable(this::beat), timers, executor);
    }

    /**
     * Joins, now or as soon as the store is there. Waits a moment for a store that is just being connected to, so that the very first
     * guest is let in.
     */
    void start() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        membership.tick();
        while (!membership.isHeld() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            membership.tick();
        }
        beat.start();
    }

    /** Whether the node is one of the whole, and the store answers. */
    boolean isUp() {
        return stores.isUp() && membership.isHeld();
    }

    /** Letters may have been missed. Returns at once; what is to be done is done within a second. */
    void missed() {
        need(Need.COMPARE);
    }

    void stop() {
        beat.stop();
    }

    /** Leaves the whole, when everybody has gone. */
    void leave() {
        membership.leave();
    }

    private void beat() {
        boolean confirmed = membership.tick();
        departures.settle();
        putRight();
        if (confirmed) {
            caretaker.tick();
        }
    }

    private void putRight() {
        Need needed = need.getAndSet(Need.NONE);
        try {
            if (needed == Need.RESTORE) {
                repair.restore();
            } else if (needed == Need.COMPARE) {
                repair.compare();
            }
        } catch (StoreUnavailableException e) {
            need(needed);
            throw e;
        }
    }

    private void need(Need more) {
        need.accumulateAndGet(more, (one, other) -> one.compareTo(other) >= 0 ? one : other);
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
        need(Need.RESTORE);
    }

    @Override
    public void onReturn() {
        need(Need.COMPARE);
    }
}
