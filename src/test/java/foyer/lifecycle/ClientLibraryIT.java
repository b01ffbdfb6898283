package foyer.lifecycle;

import foyer.testing.Chromium;
import foyer.testing.FoyerArchive;
import foyer.testing.NodeScript;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Foyer's own client library, as it is built for npm: it gets on with the server, and its guest never gets lost. */
@ArquillianTest
class ClientLibraryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of(
                "foyer.token.lifetime", "PT12S",
                "foyer.limit.guests-per-minute", "0",
                "foyer.limit.connects-per-minute", "0",
                "foyer.limit.sockets-per-address", "0"));
    }

    @Test
    void theLibraryKeepsItsGuestThroughExpiryDeletionAndLoss() throws Exception {
        new NodeScript("foyer-client.test.mjs")
                .within(PATIENCE)
                .with("FOYER_URL", address())
                .run();
    }

    @Test
    void theServersSideOfTheSeedDocumentIsSeenThroughIt() throws Exception {
        new NodeScript("seed-server.test.mjs")
                .within(PATIENCE)
                .with("FOYER_URL", address())
                .run();
    }

    @Test
    void theLibraryUsesWhatOnlyABrowserHas() throws Exception {
        Path chromium = Chromium.required();
        new NodeScript("foyer-client-browser.test.mjs")
                .within(PATIENCE)
                .with("FOYER_URL", address())
                .with("CHROMIUM", chromium)
                .run();
    }

    /** As the scripts append paths to it. */
    private String address() {
        return url.toString().replaceFirst("/$", "");
    }
}
