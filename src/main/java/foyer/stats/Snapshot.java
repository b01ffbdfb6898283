package foyer.stats;

import java.util.List;

/**
 * The statistics of one moment.
 *
 * @param stats the counts
 * @param online the guests who came online last, latest first
 */
public record Snapshot(Stats stats, Listing online) {

    /** The guests listed. */
    public List<OnlineUser> onlineUsers() {
        return online.users();
    }

    /** Whether more guests are online than are listed. */
    public boolean truncated() {
        return online.truncated();
    }
}
