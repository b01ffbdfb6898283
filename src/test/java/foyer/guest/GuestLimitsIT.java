package foyer.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Limits by address behind a trusted proxy, a list of origins, short tokens. */
@ArquillianTest
class GuestLimitsIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of(
                "foyer.limit.guests-per-minute", "2",
                "foyer.proxies", "127.0.0.0/8,::1",
                "foyer.origins", "https://chat.example",
                "foyer.token.lifetime", "PT5S"));
    }

    @Test
    void anAddressGetsItsShareOfSessionsAndIsToldWhenToComeBack() {
        RestClient flooder = from("192.0.2.1");
        assertThat(flooder.post("/api/guest", "{}").status()).isEqualTo(201);
        assertThat(flooder.post("/api/auth/guest", "{}").status()).isEqualTo(201);

        Answer refused = flooder.post("/api/guest", "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.envelope())
                .containsEntry("success", false)
                .containsEntry("code", "RATE_LIMITED")
                .containsEntry("message", "Rate limit exceeded")
                .hasEntrySatisfying(
                        "retryAfterMs", wait -> assertThat((Long) wait).isBetween(1L, 30_000L));
        assertThat(refused.header("Retry-After"))
                .hasValueSatisfying(wait -> assertThat(Integer.parseInt(wait)).isBetween(1, 30));
        assertThat(from("192.0.2.1, 192.0.2.2").post("/api/guest", "{}").status())
                .isEqualTo(201);
        assertThat(from("192.0.2.99, 192.0.2.1").post("/api/guest", "{}").status())
                .as("an address the client made up does not help it")
                .isEqualTo(429);
    }

    @Test
    void onlyListedOriginsAreAllowed() {
        assertThat(from("192.0.2.3")
                        .with("Origin", "https://chat.example")
                        .get("/api/guest/username")
                        .status())
                .isEqualTo(200);
        assertThat(from("192.0.2.3")
                        .with("Origin", "http://localhost:5173")
                        .get("/api/guest/username")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anExpiredTokenSaysSo() {
        Answer admission = from("192.0.2.4").post("/api/guest", "{}");
        RestClient guest = from("192.0.2.4").bearing((String) admission.data().get("token"));
        assertThat(guest.get("/api/guest/me").status()).isEqualTo(200);

        // Nothing to wait for but the clock: the token is refused once its five seconds are over.
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            Answer refused = guest.get("/api/guest/me");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.envelope())
                    .containsEntry("code", "TOKEN_EXPIRED")
                    .containsEntry("message", "Token has expired");
        });
    }

    private RestClient from(String forwardedFor) {
        return RestClient.of(url).with("X-Forwarded-For", forwardedFor);
    }
}
