package foyer.lifecycle;

import foyer.cluster.ClusterSettings;
import foyer.cluster.Lease;
import foyer.cluster.Leases;
import foyer.cluster.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/**
 * Whether this node is one of the whole: joins as soon as the store is there, renews the lease, and notices when it was lost or when
 * the store has lost everything. Called by the clockwork every second, many times within a lease, and one call at a time.
 *
 * <p>As long as the store cannot be asked, nothing is done to the guests who are here: perhaps nobody can ask it, and then all nodes
 * go on with what they have.
 */
final class Membership {

    private static final System.Logger LOG = System.getLogger("foyer.cluster");

    /** What a change of the node's standing means for its guests. */
    interface Events {

        /** The lease was lost; nothing can be registered now. What the node knows of its guests is worth nothing. */
        void onLost();

        /** The node has joined again, under a new id, after the loss. */
        void onRejoined();

        /** The store has lost everything, and is to be told of what is here. */
        void onEmptied();

        /** The store answers again after it had not. */
        void onReturn();
    }

    private enum State {
        OUTSIDE,
        LOST,
        INSIDE
    }

    private final Leases leases;
    private final ClusterSettings settings;
    private final LongSupplier nanoTime;
    private final Events events;
    private State state = State.OUTSIDE;
    private volatile boolean inside;
    private volatile long renewed;
    private boolean failing;

    Membership(Leases leases, ClusterSettings settings, LongSupplier nanoTime, Events events) {
        this.leases = leases;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.events = events;
    }

    /** Whether guests can be let in here: the lease is held, as far as one can know without asking. */
    boolean isHeld() {
        return inside && nanoTime.getAsLong() - renewed < settings.lease().toNanos();
    }

    /**
     * Does what is due.
     *
     * @return whether the store has confirmed the lease just now; who does not know of its own cannot judge those of others
     */
    boolean tick() {
        try {
            if (state == State.INSIDE) {
                renew();
            } else {
                join();
            }
            return true;
        } catch (StoreUnavailableException e) {
            if (!failing && state == State.INSIDE) {
                LOG.log(Level.WARNING, "The lease of node {0} cannot be renewed: {1}", leases.self(), e.getMessage());
            }
            failing = true;
            return false;
        }
    }

    /** Says goodbye; whoever is left here is for others to take. */
    void leave() {
        inside = false;
        try {
            leases.leave();
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "The lease of node " + leases.self() + " ends by itself", e);
        }
    }

    private void renew() {
        long now = nanoTime.getAsLong();
        Lease lease = leases.renew();
        if (lease == Lease.LOST) {
            LOG.log(
                    Level.WARNING,
                    "Node {0} has lost its lease: it was stopped or cut off for more than {1}. Its guests are sent back to join anew.",
                    leases.self(),
                    settings.lease());
            inside = false;
            state = State.LOST;
            events.onLost();
            join();
            return;
        }
        renewed = now;
        boolean returned = failing;
        failing = false;
        if (lease == Lease.EMPTIED) {
            LOG.log(Level.WARNING, "The store has lost its data; node {0} puts back what it knows", leases.self());
            events.onEmptied();
        } else if (returned) {
            LOG.log(Level.INFO, "The lease of node {0} is renewed again", leases.self());
            events.onReturn();
        }
    }

    private void join() {
        long now = nanoTime.getAsLong();
        LOG.log(Level.INFO, "Node {0} has joined", leases.join());
        boolean again = state == State.LOST;
        state = State.INSIDE;
        renewed = now;
        failing = false;
        inside = true;
        if (again) {
            events.onRejoined();
        }
    }
}
