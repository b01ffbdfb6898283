package foyer.admin;

import foyer.cluster.StoreState;
import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** {@code /health/ready} and {@code /health/started}: up while guests are let in; the data say why they are not. */
@ApplicationScoped
@Readiness
@Startup
public class NodeHealth implements HealthCheck {

    @Inject
    private ConnectionServer connections;

    @Inject
    private Stores stores;

    @Override
    public HealthCheckResponse call() {
        StoreState store = stores.state();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("foyer")
                .status(connections.isOpen())
                .withData("sockets", connections.sockets())
                .withData("draining", connections.drain().isUnderWay())
                .withData("store", store.kind())
                .withData("storeUp", connections.isUp());
        store.trouble().ifPresent(trouble -> answer.withData("storeTrouble", trouble));
        return answer.build();
    }
}
