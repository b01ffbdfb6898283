package foyer.testing.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/**
 * A {@code redis-server} of the tests' own, on loopback: the one that embedded-redis carries, so that nothing needs to be installed.
 * It writes nothing to disk unless it is {@linkplain #save told to}. For one thread.
 */
public final class RedisProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final File executable;
    private final Path directory;
    private final int port;
    private ServerProcess process;
    private RedisClient client;

    private RedisProcess(File executable, Path directory, int port) {
        this.executable = executable;
        this.directory = directory;
        this.port = port;
    }

    /** Starts one on a free port; its log is in {@code target/cluster}. */
    public static RedisProcess start() {
        return start(Ports.free());
    }

    /** Starts one on this port. */
    public static RedisProcess start(int port) {
        try {
            Path directory = Files.createDirectories(
                    Path.of("target", "cluster", "redis-" + port).toAbsolutePath());
            Files.deleteIfExists(directory.resolve("dump.rdb"));
            File executable = ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get();
            RedisProcess redis = new RedisProcess(executable, directory, port);
            redis.restart();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Its address as Foyer is given it. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** A client of the tests' own; the same until the server is stopped. */
    public RedisClient client() {
        return client;
    }

    /** Starts it after it was {@linkplain #stop stopped}, with what was saved. */
    public void restart() {
        List<String> command = new ArrayList<>(List.of(executable.getPath()));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", directory.toString()));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
        process = new ServerProcess("redis-server on port " + port, command, directory.resolve("redis.log"));
        client = RedisClient.create("127.0.0.1", port);
        process.await(this::answers, PATIENCE);
    }

    /** Writes its data to disk, to be there after a restart. */
    public void save() {
        client.executeCommand(new CommandArguments(Command.SAVE));
    }

    /** Forgets what was saved: a restart finds nothing. */
    public void forget() {
        try {
            Files.deleteIfExists(directory.resolve("dump.rdb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, without saving. */
    public void stop() {
        client.close();
        process.kill();
    }

    /** Stops it in its tracks: connections stay, nothing is answered. */
    public void freeze() {
        process.signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.signal("CONT");
            stop();
        }
    }

    private boolean answers() {
        try {
            return client.ping().equals("PONG");
        } catch (JedisException e) {
            return false;
        }
    }
}
