package foyer.cluster;

/**
 * Who is alive. A node that does not renew its lease in time is dead for the others: they take over what it had
 * registered. All times are the store's, never a node's own.
 *
 * <p>Any thread may use it; each call but {@link #self} is at most one round trip, and throws
 * {@link StoreUnavailableException} when the store cannot be asked.
 */
public interface Leases {

    /**
     * The id of this node now. Every port of the same adapter speaks in its name, and its bus hears what is sent to it. Before the
     * first {@link #join} it is an id nobody has heard of, under which nothing can be registered.
     */
    NodeId self();

    /**
     * Joins under a new id, with a whole lease ({@code foyer.node.lease}). What was registered under the id before is left for
     * others to take; letters for it are heard no more.
     */
    NodeId join();

    /**
     * Makes the lease a whole one again.
     *
     * <p>A lease that was over, of which nothing has been taken yet, is simply held again. Then, however, and whenever the call
     * before this one has failed, many nodes may have been cut off at the same time (the store was away): so for one whole lease
     * nobody is declared dead, and everybody can renew.
     */
    Lease renew();

    /** Leaves: what is still registered here is for the others to take at once. Idempotent. */
    void leave();
}
