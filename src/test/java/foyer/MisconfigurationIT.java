package foyer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import foyer.testing.FoyerArchive;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Ports;
import foyer.testing.cluster.TestCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What is wrong with the configuration stops the deployment on every server, and is said with the property's name and what to do. */
@ArquillianTest
class MisconfigurationIT {

    private static final Map<String, String> VALUE = Map.of("foyer.socket.ping-interval", "soon");
    private static final Map<String, String> KEY = Map.of("foyer.token.signing-key-location", "/no/such/key.pem");

    /** Even root makes no directory in a file. */
    private static final Map<String, String> DIRECTORY = Map.of("foyer.file.directory", "/dev/null/files");

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "value", managed = false, testable = false)
    static WebArchive badValue() {
        return archive("bad-value.war", VALUE);
    }

    @Deployment(name = "key", managed = false, testable = false)
    static WebArchive missingKey() {
        return archive("missing-key.war", KEY);
    }

    @Deployment(name = "directory", managed = false, testable = false)
    static WebArchive impossibleDirectory() {
        return archive("impossible-directory.war", DIRECTORY);
    }

    @Test
    void aBadValue() {
        assertThat(failure("value", VALUE))
                .contains("foyer.socket.ping-interval is 'soon' and must be an ISO-8601 duration");
    }

    @Test
    void aMissingKey() {
        assertThat(failure("key", KEY))
                .contains("foyer.token.signing-key-location cannot be read from '/no/such/key.pem'")
                .contains("openssl genpkey");
    }

    @Test
    void aDirectoryThatCannotBeMade() {
        assertThat(failure("directory", DIRECTORY))
                .contains(
                        "foyer.file.directory is '/dev/null/files' and must be a directory that this process can read and write");
    }

    /** What an administrator reads when the deployment fails. */
    private String failure(String deployment, Map<String, String> settings) {
        if (System.getProperty("arquillian.launch").equals("payara")) {
            return failureOfPayaraMicro(deployment, settings);
        }
        Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
        assertThat(failure).as("a deployment that must fail").isNotNull();
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Arquillian would wait for it in vain: it goes on without the application, and says so. */
    private static String failureOfPayaraMicro(String name, Map<String, String> settings) {
        try (FoyerNode node = new FoyerNode("misconfigured-" + name, Ports.free(), TestCluster.WAR, settings)) {
            node.launch();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(node.log()).contains("Payara Micro URLs"));
            assertThat(node.log()).doesNotContain("Foyer is open");
            return node.log();
        }
    }

    private static WebArchive archive(String name, Map<String, String> settings) {
        return ShrinkWrap.create(WebArchive.class, name).merge(FoyerArchive.product(settings));
    }
}
