package foyer.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of the browser tests, as installed on this machine. */
public final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String ABSENT =
            "No Chromium found: install one, or name its executable in the environment variable CHROMIUM.";

    private Chromium() {}

    /**
     * The executable. Without one the test is skipped, with the reason printed; with {@code CI=true} it fails.
     *
     * @return the value of the environment variable {@code CHROMIUM}, or else the first Chromium on the {@code PATH}
     */
    public static Path required() {
        Map<String, String> environment = System.getenv();
        Optional<Path> found = find(environment);
        if (found.isEmpty()) {
            System.out.println("A browser test is not run. " + ABSENT);
        }
        return found.orElseGet(() -> absent(environment));
    }

    static Optional<Path> find(Map<String, String> environment) {
        Stream<Path> named = Stream.ofNullable(environment.get("CHROMIUM"))
                .filter(value -> !value.isBlank())
                .map(Path::of);
        List<String> directories =
                Arrays.asList(environment.getOrDefault("PATH", "").split(File.pathSeparator));
        Stream<Path> onPath =
                NAMES.stream().flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }

    static Path absent(Map<String, String> environment) {
        return "true".equals(environment.get("CI")) ? fail(ABSENT) : abort(ABSENT);
    }
}
