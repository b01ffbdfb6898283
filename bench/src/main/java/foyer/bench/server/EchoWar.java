package foyer.bench.server;

import foyer.bench.echo.Echo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A WAR with {@link Echo} and a REST resource, and nothing else: what a container's WebSocket and REST cost without a product above them. */
final class EchoWar {

    private static final String CLASSES = "foyer/bench/echo/";

    private final Layout layout;

    EchoWar(Layout layout) {
        this.layout = layout;
    }

    /** The file; packed anew each time. */
    Path file() {
        Path war = layout.work("echo").resolve("echo.war");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            // Not loaded here, where there is no REST
            for (String name : List.of("Echo", "Rest", "Welcome")) {
                addClass(zip, CLASSES + name + ".class");
            }
            add(
                    zip,
                    "WEB-INF/jboss-web.xml",
                    "<jboss-web><context-root>/</context-root></jboss-web>".getBytes(StandardCharsets.UTF_8));
            add(zip, "ready.txt", "ready".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return war;
    }

    private static void addClass(ZipOutputStream zip, String file) throws IOException {
        try (InputStream bytes = EchoWar.class.getClassLoader().getResourceAsStream(file)) {
            add(zip, "WEB-INF/classes/" + file, bytes.readAllBytes());
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
