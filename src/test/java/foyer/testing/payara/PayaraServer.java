package foyer.testing.payara;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Payara Server with a domain of its own, made anew, on loopback. It is started, administered and stopped by
 * {@code asadmin}, and ends with us, whatever happens. For one thread.
 */
public final class PayaraServer implements AutoCloseable {

    private static final Path DOMAINS = Path.of("target", "payara-domains").toAbsolutePath();
    private static final Path CONFIGURE =
            Path.of("server-config", "payara", "configure").toAbsolutePath();

    private final Path home = Path.of(System.getProperty("payara.home")).toAbsolutePath();
    private final String name;
    private final int httpPort;
    private final int adminPort;
    private final AtomicInteger commands = new AtomicInteger();
    private final Thread reaper = new Thread(this::kill, "ends Payara Server");

    private PayaraServer(String name, int httpPort, int adminPort) {
        this.name = name;
        this.httpPort = httpPort;
        this.adminPort = adminPort;
    }

    /**
     * Makes the domain and starts it; it answers when this returns.
     *
     * @param name of the domain, which is made in {@code target/payara-domains}
     * @param httpPort of loopback, which must be free
     * @param adminPort of the administration
     */
    public static PayaraServer start(String name, int httpPort, int adminPort) {
        PayaraServer server = new PayaraServer(name, httpPort, adminPort);
        Domain.create(server.home, server.domain(), httpPort, adminPort);
        Runtime.getRuntime().addShutdownHook(server.reaper);
        server.asadmin("start-domain", "--domaindir", DOMAINS.toString(), name).expectSuccess();
        return server;
    }

    public URL url() {
        try {
            return URI.create("http://127.0.0.1:" + httpPort + "/").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The domain's directory. */
    public Path domain() {
        return DOMAINS.resolve(name);
    }

    /** Its process. */
    public long pid() {
        return process().orElseThrow().pid();
    }

    /** What it has written into its log. */
    public String log() {
        return read(domain().resolve("logs/server.log"));
    }

    /** Runs a command of the server's administration. */
    public Outcome asadmin(String... arguments) {
        return run(asadmin().toString(), List.of("--port", Integer.toString(adminPort)), arguments);
    }

    /** Runs {@code server-config/payara/configure}. */
    public Outcome configure(String... arguments) {
        return run(
                CONFIGURE.toString(),
                List.of("--asadmin", asadmin().toString(), "--port", Integer.toString(adminPort)),
                arguments);
    }

    /** Stops it and starts it again. */
    public void restart() {
        asadmin("restart-domain", "--domaindir", DOMAINS.toString(), name).expectSuccess();
    }

    @Override
    public void close() {
        Outcome stopped = asadmin("stop-domain", "--domaindir", DOMAINS.toString(), name);
        kill();
        Runtime.getRuntime().removeShutdownHook(reaper);
        stopped.expectSuccess();
    }

    private Path asadmin() {
        return home.resolve("bin/asadmin");
    }

    private Outcome run(String program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(options);
        command.addAll(Arrays.asList(arguments));
        // Not a pipe: the server keeps it open.
        Path output = DOMAINS.resolve(name + "-" + commands.incrementAndGet() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            int exit = builder.start().waitFor();
            return new Outcome(String.join(" ", command), exit, read(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void kill() {
        Stream.concat(ProcessHandle.current().descendants().filter(this::isOfTheServer), process().stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** An asadmin, or what one is starting at this moment. */
    private boolean isOfTheServer(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(domain().toString()))
                .isPresent();
    }

    private Optional<ProcessHandle> process() {
        Path file = domain().resolve("config/pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(read(file).strip())).filter(this::isOfTheServer)
                : Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How a command has ended.
     *
     * @param exit 0 when it has done what was asked
     * @param output both of its streams
     */
    public record Outcome(String command, int exit, String output) {

        /** Throws unless the command has done what was asked. */
        public Outcome expectSuccess() {
            if (exit != 0) {
                throw new AssertionError(command + " has failed with " + exit + ": " + output);
            }
            return this;
        }
    }
}
