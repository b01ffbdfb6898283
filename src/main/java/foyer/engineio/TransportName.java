package foyer.engineio;

import java.util.Locale;
import java.util.Optional;

/** The two transports of this server. */
public enum TransportName {
    POLLING,
    WEBSOCKET;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in the {@code transport} query parameter. */
    public String wireName() {
        return wireName;
    }

    /** The transport of that name, if there is one. */
    public static Optional<TransportName> of(String wireName) {
        for (TransportName name : values()) {
            if (name.wireName.equals(wireName)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
