package foyer.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.core.ExecutableProvider;

/**
 * A real {@code redis-server} on loopback, on a port of its own, with its directory in {@code target/redis}; it saves nothing to disk. The
 * program comes from {@code com.github.codemonstur:embedded-redis}, or is the one that the environment variable {@code REDIS_SERVER} names.
 *
 * <pre>{@code
 * try (RedisProcess redis = RedisProcess.start()) {
 *     redis.command("SET", "a", "1");
 * }
 * }</pre>
 */
public final class RedisProcess implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target/redis").toAbsolutePath();
    private static final int SLOTS = 16384;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private final List<String> commandLine;
    private final Path log;
    private Process process;

    private RedisProcess(int port, List<String> arguments) {
        this.port = port;
        this.log = DIRECTORY.resolve(port + ".log");
        this.commandLine = new ArrayList<>(List.of(Executable.FILE.toString()));
        commandLine.addAll(arguments);
    }

    /** A server with these options besides, such as {@code "--requirepass", "secret"}. */
    public static RedisProcess start(String... options) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(
                List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", DIRECTORY.toString()));
        arguments.addAll(List.of("--save", "", "--appendonly", "no"));
        arguments.addAll(List.of(options));
        return new RedisProcess(port, arguments).begin();
    }

    /** Three servers that are a cluster, the slots divided among them. */
    public static List<RedisProcess> startCluster() {
        List<RedisProcess> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String file = "nodes-" + UUID.randomUUID() + ".conf";
            nodes.add(start("--cluster-enabled", "yes", "--cluster-config-file", file));
        }
        for (int i = 0; i < nodes.size(); i++) {
            List<String> slots = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(i * SLOTS / 3, (i + 1) * SLOTS / 3).forEach(slot -> slots.add(Integer.toString(slot)));
            nodes.get(i).command(slots.toArray(String[]::new));
            nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (RedisProcess node : nodes) {
            nodes.get(0).command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port));
        }
        nodes.forEach(RedisProcess::awaitCluster);
        return nodes;
    }

    private void awaitCluster() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!text("CLUSTER", "INFO").contains("cluster_state:ok")
                || text("CLUSTER", "NODES")
                                .lines()
                                .filter(line -> line.contains(" connected "))
                                .count()
                        < 3) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the servers have not become a cluster, see " + log);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /**
     * A Sentinel.
     *
     * @param configuration all of it but the port; {@code sentinel monitor …} and the like
     */
    public static RedisProcess startSentinel(String configuration) {
        int port = freePort();
        try {
            Files.createDirectories(DIRECTORY);
            Path file = DIRECTORY.resolve("sentinel-" + port + ".conf");
            Files.writeString(
                    file, "port " + port + "\nbind 127.0.0.1\ndir " + DIRECTORY + "\n" + configuration + "\n");
            return new RedisProcess(port, List.of(file.toString(), "--sentinel")).begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:port}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it again after {@link #stop} or {@link #kill}, on the same port, without its data. */
    public RedisProcess begin() {
        try {
            Files.createDirectories(DIRECTORY);
            process = new ProcessBuilder(commandLine)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitPort();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it in an orderly way. */
    public void stop() {
        end(process.toHandle(), false);
    }

    /** {@code kill -9}. */
    public void kill() {
        end(process.toHandle(), true);
    }

    /** {@code kill -STOP}: it accepts connections and answers nothing, until {@link #thaw}. */
    public void freeze() {
        signal("-STOP");
    }

    /** {@code kill -CONT}. */
    public void thaw() {
        signal("-CONT");
    }

    /** One command by a connection of its own, which waits for the answer for some seconds. */
    public Object command(String... words) {
        return command(DefaultJedisClientConfig.builder(), words);
    }

    /** One command by a connection of its own, logged in. */
    public Object commandAs(String user, String password, String... words) {
        return command(DefaultJedisClientConfig.builder().user(user).password(password), words);
    }

    /** The same, for an answer that is text. */
    public String text(String... words) {
        return new String((byte[]) command(words), StandardCharsets.UTF_8);
    }

    private Object command(DefaultJedisClientConfig.Builder builder, String... words) {
        JedisClientConfig client = builder.resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .timeoutMillis(Math.toIntExact(PATIENCE.toMillis()))
                .build();
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port), client)) {
            CommandArguments arguments = new CommandArguments(Command.valueOf(words[0]));
            for (int i = 1; i < words.length; i++) {
                arguments.add(words[i]);
            }
            return connection.executeCommand(arguments);
        }
    }

    /** Stops it, if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            signal("-CONT");
            stop();
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(ProcessHandle server, boolean force) {
        if (force) {
            server.destroyForcibly();
        } else {
            server.destroy();
        }
        server.onExit()
                .completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        server.destroyForcibly();
    }

    private void awaitPort() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        throw new IllegalStateException("redis-server did not start, see " + log);
    }

    /** Unpacked once for each JVM, which deletes it at its end. */
    private static final class Executable {

        private static final File FILE = find();

        private static File find() {
            String given = System.getenv("REDIS_SERVER");
            if (given != null) {
                return new File(given);
            }
            try {
                Files.createDirectories(DIRECTORY);
                Path own = Files.createTempDirectory(DIRECTORY, "bin");
                return ExecutableProvider.newJarResourceProvider(own.toFile()).get();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A cluster's node takes the port ten thousand higher as well. */
    private static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = 20_000 + ThreadLocalRandom.current().nextInt(12_000);
            if (isFree(port) && isFree(port + 10_000)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
