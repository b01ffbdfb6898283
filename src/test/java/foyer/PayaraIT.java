package foyer;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What {@code server-config/payara} makes of Payara Micro and Payara Server, seen from outside. */
@ArquillianTest
@EnabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara.*",
        disabledReason = "It is about the settings of Payara.")
class PayaraIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product();
    }

    @Test
    void theServerSaysNothingOfItself() {
        RestClient.Answer page = RestClient.of(url).get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Server")).isEmpty();
        assertThat(page.header("X-Powered-By")).isEmpty();
    }

    @Test
    void nobodyReadsItsMetricsAndInterfaces() {
        assertThat(RestClient.of(url).get("/metrics").status()).isIn(403, 404);
        assertThat(RestClient.of(url).get("/openapi").status()).isIn(403, 404);
    }

    @Test
    void thePageIsSentCompressedAndNothingElseIs() throws Exception {
        assertThat(encoding("/")).contains("gzip");
        assertThat(encoding("/admin.html")).contains("gzip");
        // Text of many kilobytes, which Payara would compress if it were not told what to.
        assertThat(encoding("/foyer/metrics")).isEmpty();
    }

    /** Payara compresses nothing over HTTP/2, to which the client would upgrade. */
    private Optional<String> encoding(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.toString()).resolve(path))
                .header("Accept-Encoding", "gzip")
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<Void> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.discarding());
        assertThat(response.statusCode()).as(path).isEqualTo(200); // a refusal would be too short to be compressed
        return response.headers().firstValue("Content-Encoding");
    }
}
