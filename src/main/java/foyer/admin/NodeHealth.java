package foyer.admin;

import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * {@code /health/ready}: up while guests are let in. The data names the store ({@code memory} or {@code redis})
 * and says whether it is up, and if not, why.
 */
@ApplicationScoped
@Readiness
public class NodeHealth implements HealthCheck {

    @Inject
    private ConnectionServer connections;

    @Inject
    private Stores stores;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("foyer")
                .status(connections.isOpen())
                .withData("sockets", connections.sockets())
                .withData("draining", connections.drain().isUnderWay())
                .withData(
                        stores.kind(),
                        stores.trouble().map(trouble -> "down: " + trouble).orElse("up"))
                .build();
    }
}
