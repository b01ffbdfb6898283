package foyer.store.memory;

import foyer.stats.Listing;
import foyer.stats.OnlineUser;
import foyer.stats.Snapshot;
import foyer.stats.Stats;
import foyer.stats.StatsStore;
import java.util.List;

/** The counts in memory. */
final class MemoryStats implements StatsStore {

    private final Directory directory;

    MemoryStats(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Stats stats() {
        return directory.stats();
    }

    @Override
    public Snapshot snapshot(int maxUsers) {
        Stats stats = directory.stats();
        return new Snapshot(stats, new Listing(users(directory.latestOnline(maxUsers)), stats.onlineUsers()));
    }

    @Override
    public Listing available(int maxUsers) {
        return new Listing(
                users(directory.latestSearching(maxUsers)), directory.stats().availableUsers());
    }

    private static List<OnlineUser> users(List<Guest> guests) {
        return guests.stream()
                .map(guest -> OnlineUser.of(guest.session(), guest.presence()))
                .toList();
    }
}
