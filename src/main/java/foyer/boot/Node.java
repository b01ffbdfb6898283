package foyer.boot;

import foyer.cluster.ClusterSettings;
import foyer.engineio.Periodic;
import foyer.engineio.TickWheel;
import foyer.file.Downloads;
import foyer.file.RoomFiles;
import foyer.guest.Guests;
import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.LifecycleSettings;
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
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
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

    private Workers workers;
    private Workers fileReaders;
    private Downloads downloads;
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
        connections = new ConnectionServer(
                settings,
                statsSettings,
                clusterSettings,
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
        wheel.start(threads);
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

    @PreDestroy
    void close() {
        connections.close();
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while (!connections.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        connections.leave();
        fileSweep.stop();
        keyCheck.stop();
        wheel.close();
        workers.close();
        fileReaders.close();
        stores.close();
        LOG.log(Level.INFO, "Foyer is closed");
    }
}
