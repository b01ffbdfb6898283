package foyer.admin;

import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.Stores;
import foyer.token.KeyAgreement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
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

    @Inject
    private KeyAgreement keys;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("foyer")
                .status(connections.isOpen())
                .withData("sockets", connections.sockets())
                .withData("draining", connections.drain().isUnderWay())
                .withData(
                        stores.kind(),
                        stores.trouble().map(trouble -> "down: " + trouble).orElse("up"));
        if (!keys.others().isEmpty()) {
            answer.withData(
                    "signingKey",
                    "Other nodes sign with another one (" + String.join(", ", keys.others())
                            + "): set foyer.token.signing-key-location to the same key on every node");
        }
        return answer.build();
    }
}
