package foyer.testing.cluster;

import foyer.testing.RestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A node of Foyer: Payara Micro in a process of its own, on loopback. For one thread. */
public final class FoyerNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Path SERVER = Path.of("target", "payara-micro.jar");
    private static final Path DIRECTORY = Path.of("target", "cluster");
    private static final int OK = 200;

    /** What Payara Micro prints last. */
    private static final Pattern STARTED = Pattern.compile("Payara Micro .* ready in ");

    private final String name;
    private final int port;
    private final Path war;
    private final Map<String, String> settings;
    private ServerProcess process;

    /**
     * @param name of its log and directory
     * @param port of loopback, which must be free
     * @param war what it runs
     * @param settings {@code foyer.*} properties
     */
    public FoyerNode(String name, int port, Path war, Map<String, String> settings) {
        this.name = name;
        this.port = port;
        this.war = war;
        this.settings = Map.copyOf(settings);
    }

    /** Starts the process, and does not wait. */
    public FoyerNode launch() {
        Path home = DIRECTORY.resolve(name);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A test's node lives for a minute: the quicker compiler does.
        command.addAll(List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        settings.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.addAll(List.of("-jar", SERVER.toString()));
        command.addAll(List.of("--nohazelcast", "--disablephonehome", "--contextroot", "/"));
        command.addAll(List.of("--port", Integer.toString(port), "--rootdir", home.toString()));
        command.addAll(List.of("--prebootcommandfile", "target/pre-boot.asadmin"));
        command.addAll(List.of("--postbootcommandfile", "server-config/payara/post-boot.asadmin"));
        command.addAll(List.of("--deploy", war.toString()));
        process = new ServerProcess(name, command, logFile());
        return this;
    }

    /** Waits until it lets guests in. A server that still starts may answer one request and refuse the next; it says when it has started. */
    public FoyerNode awaitReady() {
        process.await(
                () -> STARTED.matcher(log()).find() && isReady() && status("/api/guest/username") == OK, PATIENCE);
        return this;
    }

    /** Waits until it answers at all, whatever it says of itself. */
    public FoyerNode awaitLive() {
        process.await(() -> status("/health/live") == OK, PATIENCE);
        return this;
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public URL url() {
        try {
            return URI.create("http://127.0.0.1:" + port + "/").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A REST client of this node. */
    public RestClient rest() {
        return RestClient.of(url());
    }

    /** Whether it says that it lets guests in. */
    public boolean isReady() {
        return status("/health/ready") == OK;
    }

    /** What it says of its readiness, as JSON. */
    public String readiness() {
        return rest().get("/health/ready").text();
    }

    /** Where what it prints is kept. */
    public Path logFile() {
        return DIRECTORY.resolve(name + ".log");
    }

    /** What it has printed so far. */
    public String log() {
        return process.log();
    }

    /** Ends it without a word, as {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    /** Freezes it: its connections stay, and it does nothing. */
    public void freeze() {
        process.signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() {
        process.signal("CONT");
    }

    /** Stops it as an administrator does: its guests are told. */
    public void stop() {
        process.stop();
    }

    /** Whether the process is there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What each of its threads is doing. */
    public String threads() {
        try {
            Process dump = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(dump.getInputStream().readAllBytes());
            dump.waitFor();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.kill();
        }
    }

    private int status(String path) {
        try {
            return rest().get(path).status();
        } catch (AssertionError e) {
            return 0;
        }
    }
}
