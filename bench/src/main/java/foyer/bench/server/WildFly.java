package foyer.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** WildFly with the MicroProfile configuration, prepared by {@code server-config/wildfly/configure}. */
final class WildFly {

    private static final String CONFIGURATION = "standalone-microprofile.xml";

    private final Layout layout;
    private final List<String> javaOptions;

    WildFly(Layout layout, List<String> javaOptions) {
        this.layout = layout;
        this.javaOptions = javaOptions;
    }

    Server start(Path war, Map<String, String> settings) {
        Path home = home();
        Path work = layout.work("wildfly");
        copy(home.resolve("standalone"), work);
        prepare(home, work);
        try {
            Files.copy(war, work.resolve("deployments/ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        InetSocketAddress address = Layout.freeAddress();
        List<String> command = JavaServer.command(javaOptions);
        command.addAll(List.of(
                "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
                "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.management/javax.management=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Djboss.modules.system.pkgs=org.jboss.byteman",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + work,
                "-Dlogging.configuration="
                        + work.resolve("configuration/logging.properties").toUri(),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + address.getPort(),
                "-Djboss.https.port=" + Layout.freeAddress().getPort(),
                "-Djboss.management.http.port=" + Layout.freeAddress().getPort()));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "--server-config=" + CONFIGURATION));
        Process process = Launch.start(work, command);
        if (settings.isEmpty()) {
            Launch.await(process, work, address, "/ready.txt", 200);
        } else {
            // Health is at the management port here; who asks for a token is there.
            Launch.await(process, work, address, "/api/stats", 401);
        }
        return new JavaServer(layout, process, address);
    }

    private Path home() {
        try (Stream<Path> servers = Files.list(layout.servers())) {
            return servers.filter(path -> path.getFileName().toString().startsWith("wildfly-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No WildFly in " + layout.servers()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an administrator would, without the server running. */
    private void prepare(Path home, Path work) {
        Launch.run(
                layout.work("jboss-cli"),
                Map.of("JBOSS_BASE_DIR", work.toString()),
                List.of(
                        "sh",
                        layout.serverConfig().resolve("wildfly/configure").toString(),
                        home.toString(),
                        CONFIGURATION));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
