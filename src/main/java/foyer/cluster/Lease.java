package foyer.cluster;

/** How a node stands with the others. */
public enum Lease {

    /** All is well: what this node has registered is its own. */
    HELD,

    /**
     * The lease was over, and others have taken (or will take) what this node had registered: it was frozen or cut off. It sends
     * its guests away, forgets everything and joins under a new id.
     */
    LOST,

    /**
     * The store has lost its data (emptied, or restarted without). The node has joined it again under the same id, and is to
     * put back what it knows; all that was kept of it there is gone.
     */
    EMPTIED
}
