package foyer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A test written for Node.js, in {@code webapp/test}: it talks to the server with the stock clients, which it imports
 * from {@code webapp/node_modules}, and ends with exit code 0 when all is well.
 *
 * <pre>{@code
 * new NodeScript("websocket.mjs").with("FOYER_URL", url).run();
 * }</pre>
 */
public final class NodeScript {

    private static final Path DIRECTORY = Path.of("webapp", "test");
    private static final Path OUTPUT = Path.of("target", "node");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path directory;
    private final String name;
    private final Map<String, String> environment;
    private final Duration timeout;

    /** The script of this name in {@code webapp/test}, with a time-out of one minute. */
    public NodeScript(String name) {
        this(DIRECTORY, name);
    }

    NodeScript(Path directory, String name) {
        this(directory, name, Map.of(), TIMEOUT);
    }

    private NodeScript(Path directory, String name, Map<String, String> environment, Duration timeout) {
        this.directory = directory;
        this.name = name;
        this.environment = environment;
        this.timeout = timeout;
    }

    /** The same script with one more environment variable, its value as text. */
    public NodeScript with(String variable, Object value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value.toString());
        return new NodeScript(directory, name, more, timeout);
    }

    /** The same script with another time-out. */
    public NodeScript within(Duration other) {
        return new NodeScript(directory, name, environment, other);
    }

    /**
     * Runs the script to its end. What it prints is kept in {@code target/node/<name>.log}.
     *
     * @return what the script printed
     * @throws AssertionError with what the script printed, if its exit code is not 0 or it does not end in time
     */
    public String run() throws IOException, InterruptedException {
        Path script = directory.resolve(name);
        assertThat(script).as("a script of %s", directory).exists();
        Path log = Files.createDirectories(OUTPUT).resolve(name + ".log").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(
                        "node", script.toAbsolutePath().toString())
                .directory(directory.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process node = builder.start();
        try {
            if (!node.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                fail("%s did not end within %s; it printed:%n%s", name, timeout, Files.readString(log));
            }
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
        String output = Files.readString(log);
        assertThat(node.exitValue())
                .as("the exit code of %s, which printed:%n%s", name, output)
                .isZero();
        return output;
    }
}
