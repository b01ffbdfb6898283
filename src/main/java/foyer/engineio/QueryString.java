package foyer.engineio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the query of a request without touching its body, which {@code getParameter} might do.
 */
final class QueryString {

    private QueryString() {}

    /** The first value of each parameter; what cannot be decoded is left out. */
    static Map<String, String> parse(String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                parameters.putIfAbsent(decode(name), decode(value));
            } catch (IllegalArgumentException e) {
                // A malformed escape: as if the parameter were not there.
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
