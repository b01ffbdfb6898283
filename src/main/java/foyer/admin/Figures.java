package foyer.admin;

import foyer.cluster.StoreState;
import foyer.engineio.Backlog;
import foyer.engineio.TransportName;
import foyer.file.FileUsage;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A node at one moment.
 *
 * @param version of Foyer
 * @param node the node's id
 * @param uptime since the application was deployed
 * @param ready whether guests are let in
 * @param draining whether the node drains
 * @param connections open connections, those that are in no namespace included
 * @param sockets sockets of guests by transport
 * @param stats the counts of all nodes together; empty while the store cannot be asked
 * @param files the files, if the store knows
 * @param backlog what waits to be written to clients
 * @param tasksWaiting what waits for a thread of the node
 * @param store the store's state
 */
public record Figures(
        String version,
        String node,
        Duration uptime,
        boolean ready,
        boolean draining,
        int connections,
        Map<TransportName, Integer> sockets,
        Optional<Stats> stats,
        Optional<FileUsage> files,
        Backlog backlog,
        int tasksWaiting,
        StoreState store) {

    public Figures {
        sockets = Map.copyOf(sockets);
    }

    /** How many sockets there are, whatever their transport. */
    public int allSockets() {
        return sockets.values().stream().mapToInt(Integer::intValue).sum();
    }
}
