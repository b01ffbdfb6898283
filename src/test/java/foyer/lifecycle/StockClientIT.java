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

/** The product as its users meet it: with the stock client of npm. */
@ArquillianTest
class StockClientIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of(
                "foyer.limit.guests-per-minute", "0",
                "foyer.limit.connects-per-minute", "0",
                "foyer.limit.sockets-per-address", "0"));
    }

    @Test
    void theStockClientFindsTheContractKept() throws Exception {
        new NodeScript("stock-client.test.mjs")
                .within(PATIENCE)
                .with("FOYER_URL", address())
                .run();
    }

    /** As the scripts append paths to it. */
    private String address() {
        return url.toString().replaceFirst("/$", "");
    }
}
