package foyer;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.ConfigurationProbe;
import foyer.testing.FoyerArchive;
import foyer.testing.NodeScript;
import foyer.testing.RestClient;
import foyer.testing.Visitor;
import foyer.testing.cluster.Ports;
import foyer.testing.payara.PayaraServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** From a fresh Payara Server to a running Foyer, by {@code server-config/payara/configure}. */
@EnabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-server",
        disabledReason = "The build fetches a Payara Server in the profile payara-server only.")
class PayaraServerIT {

    private static final Path WAR = Path.of("target", "payara-server.war").toAbsolutePath();
    private static final String SECRET = " p\\w\"d $x";

    private static PayaraServer server;
    private static String[] options;
    private static String said;

    @BeforeAll
    static void configureAFreshServer() throws IOException {
        FoyerArchive.product()
                .addClass(ConfigurationProbe.class)
                .as(ZipExporter.class)
                .exportTo(WAR.toFile(), true);
        Path secret =
                Files.writeString(Path.of("target", "payara-server.secret").toAbsolutePath(), SECRET + "\nnext\n");
        options = new String[] {
            "--set",
            "foyer.origins=https://a.example, http://b.example",
            "--set",
            "foyer.limit.guests-per-minute=0",
            "--set",
            "foyer.limit.connects-per-minute=0",
            "--set",
            "foyer.limit.sockets-per-address=0",
            "--secret",
            "foyer.call.turn-secret=" + secret,
            WAR.toString()
        };
        server = PayaraServer.start("fresh", Ports.free(), Ports.free());
        said = server.configure(options).expectSuccess().output();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theStockClientConnects() throws Exception {
        assertThat(get("/health/ready").status()).isEqualTo(200);
        new NodeScript("stock-client.test.mjs")
                .within(Duration.ofMinutes(3))
                .with("FOYER_URL", server.url().toString().replaceFirst("/$", ""))
                .run();

        assertThat(server.log())
                .as("the shorter ways through the server are known")
                .doesNotContain("is not as it was");
    }

    @Test
    void propertiesAndSecretsReachTheApplication() {
        assertThat(get("/configuration-probe?foyer.origins").text()).isEqualTo("https://a.example, http://b.example");
        assertThat(get("/configuration-probe?foyer.call.turn-secret").text()).isEqualTo(SECRET);
    }

    @Test
    void theSecretIsNotInTheServersConfiguration() throws IOException {
        assertThat(domainXml()).contains("${ALIAS=foyer.call.turn-secret}").doesNotContain("d $x");
    }

    @Test
    void tokensAreSignedWithAKeyThatWasMadeForTheServersUserOnly() throws IOException {
        Path key = server.domain().resolve("config/foyer-key.pem");
        assertThat(said).contains("Signing key: " + key + ", made now");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(server.log()).contains("Tokens are signed with the configured key");
    }

    @Test
    void runTwiceNothingChanges() throws IOException {
        String domain = domainXml();
        List<String> logging = loggingProperties();
        long process = server.pid();

        String again = server.configure(options).expectSuccess().output();

        assertThat(again).contains("logs: as they should be").doesNotContain("made now");
        assertThat(domainXml()).isEqualTo(domain);
        assertThat(loggingProperties()).isEqualTo(logging);
        assertThat(server.pid()).isEqualTo(process);
    }

    /** Payara has closed the application's class loader before it destroys the beans. */
    @Test
    void aRedeploymentEndsTheNodeThatHasGuests() {
        Visitor guest = Visitor.arrive(RestClient.of(server.url()).with("Origin", "https://a.example"));
        guest.webSocket();
        int before = server.log().length();

        server.asadmin("deploy", "--force=true", "--name", "foyer", "--contextroot", "/", WAR.toString())
                .expectSuccess();

        assertThat(server.log().substring(before)).contains("Foyer is closed").doesNotContain("WELD-000019");
    }

    @Test
    void aPropertyIsRemovedByAnEmptyValue() throws IOException {
        server.configure("--set", "foyer.match.widen-after=PT9S").expectSuccess();
        assertThat(domainXml()).contains("foyer.match.widen-after");

        server.configure("--set", "foyer.match.widen-after=").expectSuccess();
        server.configure("--set", "foyer.match.widen-after=").expectSuccess();

        assertThat(domainXml()).doesNotContain("foyer.match.widen-after");
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThat(server.configure("--set", "foyer.room.grace"))
                .returns(1, PayaraServer.Outcome::exit)
                .satisfies(outcome -> assertThat(outcome.output()).contains("--set 'foyer.room.grace': say "));
        assertThat(server.configure("--port", Integer.toString(Ports.free())))
                .returns(1, PayaraServer.Outcome::exit)
                .satisfies(outcome -> assertThat(outcome.output()).contains("Is it running (asadmin start-domain)?"));
        assertThat(server.configure("no-such.war"))
                .returns(1, PayaraServer.Outcome::exit)
                .satisfies(outcome -> assertThat(outcome.output()).contains("there is no no-such.war"));
    }

    /** Without the times at which the application was deployed, which are told apart from what was configured. */
    private static String domainXml() throws IOException {
        return Files.readString(server.domain().resolve("config/domain.xml"))
                .replaceAll("(deployment-time|time-deployed)=\"\\d+\"", "");
    }

    /** Without the comment that says when it was written. */
    private static List<String> loggingProperties() throws IOException {
        return Files.readAllLines(server.domain().resolve("config/logging.properties")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static RestClient.Answer get(String path) {
        return RestClient.of(server.url()).get(path);
    }
}
