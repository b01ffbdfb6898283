package foyer.cluster;

/** Hears how long a store on the network takes to answer. Called by any thread; it returns at once. */
@FunctionalInterface
public interface StoreObserver {

    /**
     * A call has ended, one way or the other.
     *
     * @param nanos how long it took
     * @param answered whether the store has answered in time
     */
    void called(long nanos, boolean answered);
}
