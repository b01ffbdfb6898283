package foyer.lifecycle;

import foyer.config.Settings;
import java.time.Duration;

/**
 * The settings of draining.
 *
 * @param delay {@code foyer.drain.delay}: how long after the node has begun to drain the first connection is closed; a load
 *     balancer notices meanwhile
 * @param window {@code foyer.drain.window}: over how long the connections are closed
 */
public record DrainSettings(Duration delay, Duration window) {

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static DrainSettings read(Settings settings) {
        return new DrainSettings(
                settings.duration("foyer.drain.delay", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(10)),
                settings.duration("foyer.drain.window", Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1)));
    }
}
