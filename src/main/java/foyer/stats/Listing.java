package foyer.stats;

import java.util.List;

/**
 * The latest of a possibly long list of guests.
 *
 * @param users the latest, latest first
 * @param total how many there are in all; at least the number of {@code users}
 */
public record Listing(List<OnlineUser> users, int total) {

    public Listing {
        users = List.copyOf(users);
        total = Math.max(total, users.size());
    }

    /** Whether there are more than those listed. */
    public boolean truncated() {
        return total > users.size();
    }
}
