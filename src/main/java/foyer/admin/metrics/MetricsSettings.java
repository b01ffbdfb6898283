package foyer.admin.metrics;

import foyer.config.Settings;
import foyer.edge.AddressRanges;
import java.util.List;

/**
 * The settings of metrics.
 *
 * @param scrapers {@code foyer.metrics.scrapers}: who may read them without a token
 */
public record MetricsSettings(AddressRanges scrapers) {

    private static final String SCRAPERS = "foyer.metrics.scrapers";
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
    private static final String NOBODY = "none";

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static MetricsSettings read(Settings settings) {
        List<String> named = settings.list(SCRAPERS);
        if (named.equals(List.of(NOBODY))) {
            return new MetricsSettings(new AddressRanges(List.of()));
        }
        try {
            return new MetricsSettings(new AddressRanges(named.isEmpty() ? LOOPBACK : named));
        } catch (IllegalArgumentException e) {
            settings.problem(SCRAPERS, "is wrong: " + e.getMessage() + "; it may be 'none' too");
            return new MetricsSettings(new AddressRanges(List.of()));
        }
    }
}
