package foyer.stats;

import foyer.config.Settings;
import java.time.Duration;

/**
 * The settings of statistics.
 *
 * @param interval {@code foyer.stats.interval}: how often they are broadcast at most
 * @param maxUsers {@code foyer.stats.max-users}: how many users they list at most
 */
public record StatsSettings(Duration interval, int maxUsers) {

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static StatsSettings read(Settings settings) {
        return new StatsSettings(
                settings.duration(
                        "foyer.stats.interval", Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofHours(1)),
                settings.number("foyer.stats.max-users", 100, 0, 10_000));
    }
}
