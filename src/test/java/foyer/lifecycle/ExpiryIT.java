package foyer.lifecycle;

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

/** A socket does not outlive its token, alone or in a room. */
@ArquillianTest
class ExpiryIT {

    private static final Duration GRACE = Duration.ofSeconds(2);

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of("foyer.token.lifetime", "PT5S", "foyer.room.grace", GRACE.toString()));
    }

    @Test
    void theEndOfATokenIsAnnouncedAndEndsItsSockets() throws Exception {
        new NodeScript("expiry.test.mjs")
                .with("FOYER_URL", url.toString().replaceFirst("/$", ""))
                .with("FOYER_GRACE_MS", GRACE.toMillis())
                .run();
    }
}
