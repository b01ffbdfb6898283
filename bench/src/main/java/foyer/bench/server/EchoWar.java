package foyer.bench.server;

import foyer.bench.echo.Echo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A WAR with {@link Echo} and nothing else: what a container's WebSocket costs without a protocol above it. */
final class EchoWar {

    private static final String CLASS = Echo.class.getName().replace('.', '/') + ".class";

    private final Layout layout;

    EchoWar(Layout layout) {
        this.layout = layout;
    }

    /** The file; packed anew each time. */
    Path file() {
        Path war = layout.work("echo").resolve("echo.war");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
                InputStream endpoint = Echo.class.getClassLoader().getResourceAsStream(CLASS)) {
            add(zip, "WEB-INF/classes/" + CLASS, endpoint.readAllBytes());
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

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
