package foyer.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * A typed and checked view of the {@code foyer.*} properties. Each feature reads its own record from it while
 * the application starts; every problem found is kept, so that an administrator sees all of them at once.
 *
 * <pre>{@code
 * Settings settings = new Settings(config);
 * Duration grace = settings.duration("foyer.room.grace", Duration.ofSeconds(5));
 * settings.check(); // throws, naming the property, when a value was bad
 * }</pre>
 *
 * <p>Not for use by several threads at once.
 */
public final class Settings {

    private final Config config;
    private final List<String> problems = new ArrayList<>();

    public Settings(Config config) {
        this.config = config;
    }

    /** The property's text, trimmed; empty when it is absent or blank. */
    public Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** A comma-separated list, its elements trimmed; empty when the property is absent. */
    public List<String> list(String name) {
        return text(name)
                .map(value -> Arrays.stream(value.split(","))
                        .map(String::trim)
                        .filter(element -> !element.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean otherwise) {
        return read(name, otherwise, "true or false", value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** A whole number between the two bounds, both included. */
    public int number(String name, int otherwise, int least, int most) {
        return read(name, otherwise, "a whole number from " + least + " to " + most, value -> {
            int number = Integer.parseInt(value);
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /** An ISO-8601 duration between the two bounds, both included. */
    public Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        return read(
                name, otherwise, "an ISO-8601 duration from " + least + " to " + most + " (such as PT25S)", value -> {
                    Duration duration = Duration.parse(value);
                    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                        throw new IllegalArgumentException();
                    }
                    return duration;
                });
    }

    /** Adds a problem that a feature found with a value; the message must say what to do about it. */
    public void problem(String name, String message) {
        problems.add(name + " " + message);
    }

    /**
     * Ends the reading.
     *
     * @throws BadConfigurationException if any value was bad; the message names each property
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new BadConfigurationException(problems);
        }
    }

    private <T> T read(String name, T otherwise, String expected, Function<String, T> parser) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return parser.apply(value.get());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problem(
                    name,
                    "is '" + value.get() + "' and must be " + expected + "; without it the default is " + otherwise);
            return otherwise;
        }
    }
}
