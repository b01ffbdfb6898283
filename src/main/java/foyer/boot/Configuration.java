package foyer.boot;

import foyer.admin.metrics.MetricsSettings;
import foyer.cluster.ClusterSettings;
import foyer.config.BadConfigurationException;
import foyer.config.Settings;
import foyer.edge.EdgeSettings;
import foyer.file.FileSettings;
import foyer.guest.GuestSettings;
import foyer.lifecycle.DrainSettings;
import foyer.lifecycle.LifecycleSettings;
import foyer.room.CallSettings;
import foyer.stats.StatsSettings;
import foyer.store.redis.RedisSettings;
import foyer.token.DeploymentKey;
import foyer.token.TokenSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of all features, read and checked once while the application is deployed. A bad value stops the deployment; the
 * message names every property that is wrong.
 */
@ApplicationScoped
public class Configuration {

    private static final int FIRST = 1;

    private EdgeSettings edge;
    private TokenSettings token;
    private GuestSettings guest;
    private StatsSettings stats;
    private LifecycleSettings lifecycle;
    private FileSettings file;
    private CallSettings call;
    private RedisSettings redis;
    private ClusterSettings cluster;
    private DrainSettings drain;
    private MetricsSettings metrics;
    private Optional<BadConfigurationException> problem = Optional.empty();

    /**
     * Stops the deployment if something is wrong, before the beans that are opened with the application. It is done here because an
     * exception of an observer is shown to who deploys; one of {@link #read} would be hidden in another of Weld's.
     */
    void start(@Observes @Initialized(ApplicationScoped.class) @Priority(FIRST) Object application) {
        problem.ifPresent(bad -> {
            throw bad;
        });
        DeploymentKey.get();
    }

    @PostConstruct
    void read() {
        Settings settings = new Settings(ConfigProvider.getConfig());
        edge = EdgeSettings.read(settings);
        token = TokenSettings.read(settings);
        guest = GuestSettings.read(settings);
        stats = StatsSettings.read(settings);
        lifecycle = LifecycleSettings.read(settings);
        file = FileSettings.read(settings);
        call = CallSettings.read(settings);
        redis = RedisSettings.read(settings);
        cluster = ClusterSettings.read(settings);
        drain = DrainSettings.read(settings);
        metrics = MetricsSettings.read(settings);
        try {
            settings.check();
        } catch (BadConfigurationException e) {
            problem = Optional.of(e);
        }
    }

    @Produces
    EdgeSettings edge() {
        return edge;
    }

    @Produces
    TokenSettings token() {
        return token;
    }

    @Produces
    GuestSettings guest() {
        return guest;
    }

    @Produces
    StatsSettings stats() {
        return stats;
    }

    @Produces
    LifecycleSettings lifecycle() {
        return lifecycle;
    }

    @Produces
    ClusterSettings cluster() {
        return cluster;
    }

    @Produces
    DrainSettings drain() {
        return drain;
    }

    @Produces
    MetricsSettings metrics() {
        return metrics;
    }

    @Produces
    FileSettings file() {
        return file;
    }

    @Produces
    CallSettings call() {
        return call;
    }

    @Produces
    RedisSettings redis() {
        return redis;
    }
}
