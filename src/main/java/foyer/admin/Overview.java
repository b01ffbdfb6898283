package foyer.admin;

import foyer.cluster.StoreUnavailableException;
import foyer.file.FileStore;
import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.Stores;
import foyer.stats.Stats;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Takes the figures of the node together. Any thread may ask; it may wait for the store. */
public final class Overview {

    private final String version;
    private final ConnectionServer connections;
    private final Stores stores;
    private final FileStore files;
    private final IntSupplier tasksWaiting;
    private final long begun = System.nanoTime();

    /**
     * @param version of Foyer
     * @param tasksWaiting what waits for a thread of the node
     */
    public Overview(
            String version, ConnectionServer connections, Stores stores, FileStore files, IntSupplier tasksWaiting) {
        this.version = version;
        this.connections = connections;
        this.stores = stores;
        this.files = files;
        this.tasksWaiting = tasksWaiting;
    }

    /** The figures of this moment; looks at each connection. */
    public Figures now() {
        return new Figures(
                version,
                stores.leases().self().value(),
                Duration.ofNanos(System.nanoTime() - begun),
                connections.isOpen(),
                connections.drain().isUnderWay(),
                connections.engine().size(),
                connections.socketsByTransport(),
                stats(),
                files.usage(),
                connections.engine().backlog(),
                tasksWaiting.getAsInt(),
                stores.state());
    }

    private Optional<Stats> stats() {
        try {
            return Optional.of(stores.statistics().stats());
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }
}
