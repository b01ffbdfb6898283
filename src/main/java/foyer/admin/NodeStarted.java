package foyer.admin;

import foyer.lifecycle.ConnectionServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** {@code /health/started}: up from the moment the node could let guests in, whatever comes after. */
@ApplicationScoped
@Startup
public class NodeStarted implements HealthCheck {

    @Inject
    private ConnectionServer connections;

    private volatile boolean started;

    @Override
    public HealthCheckResponse call() {
        if (connections.isUp()) {
            started = true;
        }
        return HealthCheckResponse.named("foyer-started").status(started).build();
    }
}
