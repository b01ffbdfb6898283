package foyer.admin;

import foyer.lifecycle.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * {@code /health/live}: up while the node's clockwork and workers do their work. A store that is away does not count; a restart would
 * not bring it back.
 */
@ApplicationScoped
@Liveness
public class NodeLiveness implements HealthCheck {

    /** Longer than any wait for the store, so that a slow store alone does not restart the node. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    private Pulse pulse;

    @Override
    public HealthCheckResponse call() {
        Duration silence = pulse.sinceLastBeat();
        return HealthCheckResponse.named("foyer-alive")
                .status(silence.compareTo(PATIENCE) < 0)
                .withData("lastBeatMs", silence.toMillis())
                .build();
    }
}
