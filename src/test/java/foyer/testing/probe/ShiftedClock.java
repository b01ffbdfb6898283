package foyer.testing.probe;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Added to an archive: the node's clock is wrong by the system property {@code test.clock-offset}, {@code PT30S} say. */
@Alternative
@Priority(1)
@ApplicationScoped
public class ShiftedClock {

    /** The property's name. */
    public static final String OFFSET = "test.clock-offset";

    @Produces
    @Singleton
    Clock clock() {
        return Clock.offset(Clock.systemUTC(), Duration.parse(System.getProperty(OFFSET)));
    }
}
