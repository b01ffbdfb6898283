package foyer.stats;

/**
 * Knows the counts and the latest guests at any moment, without looking at every guest: a call costs as much as the users it
 * gives. One round trip; any thread may call it.
 */
public interface StatsStore {

    /** The counts alone. */
    Stats stats();

    /**
     * The counts and the guests who came online last.
     *
     * @param maxUsers how many users to give at most
     */
    Snapshot snapshot(int maxUsers);

    /**
     * The guests who search and are in no room, latest first.
     *
     * @param maxUsers how many users to give at most
     */
    Listing available(int maxUsers);
}
