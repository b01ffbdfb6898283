package foyer.edge;

import foyer.config.Settings;
import java.util.List;
import java.util.function.Function;

/**
 * The settings of the edge.
 *
 * @param origins {@code foyer.origins}: who may call from a browser
 * @param addresses {@code foyer.proxies}: whose word on the client's address is taken
 */
public record EdgeSettings(OriginPolicy origins, ClientAddress addresses) {

    /** Reads them; what is wrong is noted in {@code settings}. */
    public static EdgeSettings read(Settings settings) {
        return new EdgeSettings(
                list(settings, "foyer.origins", OriginPolicy::new),
                list(settings, "foyer.proxies", ClientAddress::new));
    }

    private static <T> T list(Settings settings, String name, Function<List<String>, T> reader) {
        try {
            return reader.apply(settings.list(name));
        } catch (IllegalArgumentException e) {
            settings.problem(name, "is wrong: " + e.getMessage());
            return reader.apply(List.of());
        }
    }
}
