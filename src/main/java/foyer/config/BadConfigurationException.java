package foyer.config;

import java.util.List;

/** The configuration has bad values; the message names each property and says what it must be. */
public final class BadConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadConfigurationException(List<String> problems) {
        super("Foyer cannot start, its configuration is wrong: " + String.join("; ", problems));
    }
}
