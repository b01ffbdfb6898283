package foyer.redeploy;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import foyer.testing.cluster.Ports;
import foyer.testing.cluster.ServerProcess;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link RedeployIT} says, on a Payara Micro that goes on running: told by its API, from within. */
@Tag("nodes")
@Timeout(240)
class MicroRedeployIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DIRECTORY = Path.of("target", "redeploy");

    @Test
    void redeploymentsLeaveNothing() throws Exception {
        Files.createDirectories(DIRECTORY);
        Path watch = export(Watch.archive());
        Path foyer = export(FoyerArchive.product(Map.of("foyer.limit.guests-per-minute", "0")));
        int port = Ports.free();
        RestClient rest = clientOf(port);
        ServerProcess server = start(port, watch);
        try {
            // Its API says "not running" until then, although what was deployed at the start answers.
            server.await(() -> server.log().contains("ready in"), PATIENCE);
            new Redeployments(new ByApi(rest, foyer)).run();
        } finally {
            server.kill();
        }
    }

    private static ServerProcess start(int port, Path watch) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of("target", "payara-micro.jar").toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--rootdir",
                DIRECTORY.resolve("payara-micro").toString(),
                "--prebootcommandfile",
                "server-config/payara/pre-boot-loopback.asadmin",
                "--port",
                Integer.toString(port),
                "--contextroot",
                Watch.ROOT,
                "--deploy",
                watch.toString());
        return new ServerProcess("redeploy", command, DIRECTORY.resolve("payara-micro.log"));
    }

    private static Path export(WebArchive archive) {
        Path file = DIRECTORY.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file.toAbsolutePath();
    }

    private static RestClient clientOf(int port) throws MalformedURLException {
        return RestClient.of(URI.create("http://127.0.0.1:" + port + "/").toURL());
    }

    private record ByApi(RestClient rest, Path foyer) implements Redeployments.Server {

        @Override
        public void deploy() {
            post("/deploy?war=" + URLEncoder.encode(foyer.toString(), StandardCharsets.UTF_8));
        }

        @Override
        public void undeploy() {
            post("/undeploy");
        }

        private void post(String path) {
            Answer answer = rest.send("POST", "/" + Watch.ROOT + path, BodyPublishers.noBody());
            if (answer.status() != 200) {
                throw new AssertionError(path + " answers " + answer.status() + " " + answer.text());
            }
        }
    }
}
