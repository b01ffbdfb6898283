package foyer.cluster;

import foyer.config.Settings;
import java.time.Duration;

/**
 * The settings of a node among others.
 *
 * @param lease {@code foyer.node.lease}: how long a node that is heard of no more is believed to be alive
 */
public record ClusterSettings(Duration lease) {

    private static final Duration DEFAULT = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static ClusterSettings read(Settings settings) {
        return new ClusterSettings(settings.duration("foyer.node.lease", DEFAULT, SHORTEST, LONGEST));
    }
}
