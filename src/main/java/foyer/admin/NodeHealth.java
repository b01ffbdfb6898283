package foyer.admin;

import foyer.lifecycle.ConnectionServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** {@code /health/ready} and {@code /health/started}: up while guests are let in. */
@ApplicationScoped
@Readiness
@Startup
public class NodeHealth implements HealthCheck {

    @Inject
    private ConnectionServer connections;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("foyer")
                .status(connections.isOpen())
                .withData("sockets", connections.sockets())
                .build();
    }
}
