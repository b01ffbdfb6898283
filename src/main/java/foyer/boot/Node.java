package foyer.boot;

import foyer.admin.Administration;
import foyer.admin.Console;
import foyer.admin.Overview;
import foyer.admin.metrics.Meters;
import foyer.admin.metrics.Metrics;
import foyer.cluster.ClusterSettings;
import foyer.engineio.Periodic;
import foyer.engineio.TickWheel;
import foyer.file.Downloads;
import foyer.file.FileStore;
import foyer.file.RoomFiles;
import foyer.guest.Guests;
import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.DrainSettings;
import foyer.lifecycle.LifecycleSettings;
import foyer.lifecycle.Measures;
import foyer.lifecycle.Pulse;
import foyer.lifecycle.Stores;
import foyer.rest.Forms;
import foyer.stats.StatsSettings;
import foyer.token.KeyAgreement;
import foyer.token.TokenSettings;
import foyer.token.TokenVerifier;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The running node: its threads, its clockwork and its connections, begun at deployment and ended at undeployment. */
@ApplicationScoped
public class Node {

    private static final System.Logger LOG = System.getLogger(Node.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration FILE_SWEEP = Duration.ofSeconds(5);
    private static final Duration KEY_CHECK = Duration.ofSeconds(5);
    private static final int FEWEST_THREADS = 8;

    /** They wait for the store of files only, so that a slow one holds up nothing else. */
    private static final int FILE_READERS = 4;

    /** How long clients may take to hear that the node stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final TickWheel wheel = new TickWheel(TICK, System::nanoTime);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private LifecycleSettings settings;

    @Inject
    private StatsSettings statsSettings;

    @Inject
    private TokenSettings tokenSettings;

    @Inject
    private ClusterSettings clusterSettings;

    @Inject
    private Stores stores;

    @Inject
    private Guests guests;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Forms forms;

    @Inject
    private RoomFiles files;

    @Inject
    private KeyAgreement keys;

    @Inject
    private Clock clock;

    @Inject
    private DrainSettings drainSettings;

    @Inject
    private FileStore fileStore;

    @Inject
    private Metrics metrics;

    @Inject
    private ServletContext context;

    private Workers workers;
    private Workers fileReaders;
    private Downloads downloads;
    private Pulse pulse;
    private Administration administration;
    private final Console console = new Console();
    private final AtomicBoolean closed = new AtomicBoolean();
    private ConnectionServer connections;
    private Periodic fileSweep;
    private Periodic keyCheck;

    /** Makes the container create this bean at once, and not when the first guest comes. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        LOG.log(Level.INFO, "Foyer is open");
    }

    @PostConstruct
    void open() {
        workers = new Workers(Math.max(FEWEST_THREADS, 2 * Runtime.getRuntime().availableProcessors()), threads);
        fileReaders = new Workers(FILE_READERS, threads);
        downloads = new Downloads(fileReaders);
        Measures measures = new Measures(metrics);
        stores.observe(metrics);
        connections = new ConnectionServer(
                settings,
                statsSettings,
                clusterSettings,
                drainSettings,
                measures,
                tokenSettings.inQuery(),
                stores,
                guests,
                verifier,
                forms,
                clock,
                room -> files.roomHasEnded(room.id()),
                wheel,
                workers);
        fileSweep = new Periodic(FILE_SWEEP, files::deleteExpired, wheel, workers);
        fileSweep.start();
        keyCheck = new Periodic(KEY_CHECK, keys::check, wheel, workers);
        keyCheck.start();
        pulse = new Pulse(wheel, workers, System::nanoTime);
        pulse.start();
        wheel.start(threads);
        administer(measures);
        Undeployment.willClose(this, context);
    }

    private void administer(Measures measures) {
        Overview overview = new Overview(Version.of(context), connections, stores, fileStore, workers::waiting);
        Meters.add(metrics, overview, measures, connections.traffic(), connections.engine());
        administration = new Administration(connections, stores, overview);
        console.open(administration, measures);
    }

    /** The connections of this node. */
    @Produces
    ConnectionServer connections() {
        return connections;
    }

    /** Sends files out. */
    @Produces
    Downloads downloads() {
        return downloads;
    }

    /** What administrators can do. */
    @Produces
    Administration administration() {
        return administration;
    }

    /** The sign of life. */
    @Produces
    Pulse pulse() {
        return pulse;
    }

    /**
     * Ends it, once. Payara destroys beans only after it has stopped the class loader, and then no class is found that was not needed
     * before: so {@link Undeployment} calls this earlier, and {@code @PreDestroy} is for a node that no context has ended.
     */
    @PreDestroy
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        console.close();
        administration.close();
        connections.close();
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while (!connections.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        connections.leave();
        fileSweep.stop();
        keyCheck.stop();
        pulse.stop();
        wheel.close();
        workers.close();
        fileReaders.close();
        stores.close();
        fileStore.close();
        metrics.close();
        LOG.log(Level.INFO, "Foyer is closed");
    }
}
