package foyer.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param project the folder of Foyer's pom
 */
public record Layout(Path project) {

    /** The product, as {@code mvn package} makes it. */
    public Path foyerWar() {
        return project.resolve("target/foyer.war");
    }

    Path bench() {
        return project.resolve("bench");
    }

    Path target() {
        return bench().resolve("target");
    }

    Path servers() {
        return target().resolve("servers");
    }

    Path serverConfig() {
        return project.resolve("server-config");
    }

    /** A new folder for one start of a server. */
    Path work(String name) {
        try {
            Path parent = Files.createDirectories(target().resolve("work"));
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder for recordings and logs. */
    public Path output() {
        try {
            return Files.createDirectories(target().resolve("results"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String jcmd() {
        return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    }

    static InetSocketAddress freeAddress() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
