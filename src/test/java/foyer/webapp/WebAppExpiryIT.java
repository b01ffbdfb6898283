package foyer.webapp;

import foyer.testing.Chromium;
import foyer.testing.FoyerArchive;
import foyer.testing.NodeScript;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A visitor of the web application does not notice that tokens end. */
@ArquillianTest
class WebAppExpiryIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of(
                "foyer.token.lifetime", "PT8S",
                "foyer.limit.guests-per-minute", "0",
                "foyer.limit.connects-per-minute", "0"));
    }

    @Test
    void theEndOfATokenIsNotNoticed() throws Exception {
        new NodeScript("app-expiry.test.mjs")
                .within(Duration.ofMinutes(4))
                .with("CHROMIUM", Chromium.required())
                .with("FOYER_URL", url.toString().replaceFirst("/$", ""))
                .run();
    }
}
