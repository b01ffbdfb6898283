package foyer.lifecycle;

import foyer.guest.SessionEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Hears of sessions that were ended over REST. */
@ApplicationScoped
public class SessionEndings {

    @Inject
    private ConnectionServer connections;

    void onEnd(@Observes SessionEnded ended) {
        connections.sessionEnded(ended.sessionId(), ended.userId());
    }
}
