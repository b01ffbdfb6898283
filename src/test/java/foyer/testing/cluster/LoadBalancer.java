package foyer.testing.cluster;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A load balancer in front of nodes, with the configuration of {@code server-config}: of that nothing but the addresses is changed.
 * For one thread.
 */
public final class LoadBalancer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path DIRECTORY = Path.of("target", "cluster");

    /** What the configurations have as examples. */
    private static final List<String> NODES = List.of("10.0.0.11:8080", "10.0.0.12:8080", "10.0.0.13:8080");

    /** The load balancers there are configurations for. */
    public enum Kind {
        HAPROXY("haproxy", Path.of("server-config", "haproxy", "haproxy.cfg"), "bind :80 ", "bind 127.0.0.1:%d "),
        NGINX("nginx", Path.of("server-config", "nginx", "foyer.conf"), "listen 80;", "listen 127.0.0.1:%d;");

        private final String executable;
        private final Path configuration;
        private final String listen;
        private final String listenHere;

        Kind(String executable, Path configuration, String listen, String listenHere) {
            this.executable = executable;
            this.configuration = configuration;
            this.listen = listen;
            this.listenHere = listenHere;
        }

        /** Where it is installed, if it is: on the {@code PATH}, or where Debian has it. */
        Optional<Path> find() {
            String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
            return Stream.of(path.split(File.pathSeparator))
                    .map(directory -> Path.of(directory, executable))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private final ServerProcess process;
    private final int port;

    private LoadBalancer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one on a free port. Where it is not installed the test is skipped, with the reason printed; with {@code CI=true} it fails. */
    public static LoadBalancer required(Kind kind, List<FoyerNode> nodes) {
        if (kind.find().isEmpty()) {
            String absent = kind.executable + " is not installed: its configuration is not tested";
            System.out.println(absent);
            return "true".equals(System.getenv("CI")) ? fail(absent) : abort(absent);
        }
        return start(kind, Ports.free(), nodes);
    }

    /** Starts one, which is installed. */
    static LoadBalancer start(Kind kind, int port, List<FoyerNode> nodes) {
        String executable = kind.find().orElseThrow().toString();
        Path configuration = write(kind, port, nodes).toAbsolutePath();
        List<String> command = switch (kind) {
            case HAPROXY -> List.of(executable, "-db", "-f", configuration.toString());
            case NGINX -> List.of(executable, "-c", wrap(configuration).toString());
        };
        ServerProcess process =
                new ServerProcess(kind.executable, command, DIRECTORY.resolve(kind.executable + ".log"));
        LoadBalancer balancer = new LoadBalancer(process, port);
        process.await(balancer::listens, PATIENCE);
        return balancer;
    }

    public URL url() {
        try {
            return URI.create("http://127.0.0.1:" + port + "/").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }

    private static Path write(Kind kind, int port, List<FoyerNode> nodes) {
        try {
            String text = replace(Files.readString(kind.configuration), kind.listen, kind.listenHere.formatted(port));
            for (int i = 0; i < NODES.size(); i++) {
                text = replace(text, NODES.get(i), "127.0.0.1:" + nodes.get(i).port());
            }
            Path here = DIRECTORY.resolve(kind.configuration.getFileName());
            Files.createDirectories(DIRECTORY);
            return Files.writeString(here, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replace(String text, String example, String here) {
        if (!text.contains(example)) {
            throw new AssertionError("The configuration has no '" + example + "' to be replaced");
        }
        return text.replace(example, here);
    }

    /** What a distribution's own nginx.conf does around it, without its directories. */
    private static Path wrap(Path configuration) {
        Path directory = DIRECTORY.resolve("nginx").toAbsolutePath();
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve("nginx.conf"), """
                    daemon off;
                    pid %1$s/nginx.pid;
                    error_log stderr;
                    events { worker_connections 4096; }
                    http {
                        access_log off;
                        client_body_temp_path %1$s/body;
                        proxy_temp_path %1$s/proxy;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                        include %2$s;
                    }
                    """.formatted(directory, configuration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
