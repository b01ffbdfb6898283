package foyer.lifecycle;

import foyer.cluster.Bus;
import foyer.cluster.Leases;
import foyer.cluster.StoreObserver;
import foyer.cluster.StoreState;
import foyer.guest.GuestStore;
import foyer.presence.PresenceStore;
import foyer.room.RoomStore;
import foyer.stats.StatsStore;
import java.util.Optional;

/**
 * Where this node keeps what outlives a connection: all ports of one store, and what connects the nodes that share it. One of these
 * is chosen when the application is deployed.
 */
public interface Stores extends AutoCloseable {

    GuestStore guests();

    ConnectionStore connections();

    PresenceStore presences();

    StatsStore statistics();

    RoomStore rooms();

    Bus bus();

    Leases leases();

    /**
     * Begins to connect, and goes on trying by itself. Does not wait: until the store is there, everything throws {@link
     * foyer.cluster.StoreUnavailableException}, and it is said now and then in the log what is being waited for. {@link Bus#listen}
     * has been called before.
     */
    void start();

    /** Whether the store answers, as far as is known; asks nobody. */
    boolean isUp();

    /** What it keeps things in, as an administrator knows it: {@code memory} or {@code redis}. */
    String kind();

    /** Why it is not up, and what to do about it, for an administrator; empty while it is. Asks nobody. */
    Optional<String> trouble();

    /** What an administrator is told of the store; asks nobody. */
    default StoreState state() {
        return new StoreState(kind(), isUp(), trouble());
    }

    /** Says who hears how long the calls take; a store that is not on a network tells nobody. Called once, before {@link #start}. */
    default void observe(StoreObserver observer) {
        // Calls to a memory take no time.
    }

    /** Ends all connections and threads, within seconds; idempotent. Nothing else is called after it. */
    @Override
    void close();
}
