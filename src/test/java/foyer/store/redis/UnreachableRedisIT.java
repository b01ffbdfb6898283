package foyer.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.FoyerArchive;
import foyer.testing.Health;
import foyer.testing.RestClient;
import java.net.URL;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A Redis that is not there: Foyer is deployed all the same, on every server, lets nobody in, and says what to do. */
@ArquillianTest
class UnreachableRedisIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        // Nobody listens on port 1 of loopback.
        return FoyerArchive.product(Map.of("foyer.redis.url", "redis://127.0.0.1:1"));
    }

    @Test
    void readinessIsDownAndNamesTheProperty() {
        RestClient.Answer ready = RestClient.of(url).get(Health.of(url, "ready").toString());

        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.text()).contains("down: ").contains("Check foyer.redis.url");
    }

    @Test
    void theNodeLives() {
        assertThat(RestClient.of(url).get(Health.of(url, "live").toString()).status())
                .isEqualTo(200);
    }

    @Test
    void aGuestIsToldToComeLater() {
        assertThat(RestClient.of(url).post("/api/guest", "{}").status()).isEqualTo(503);
    }
}
