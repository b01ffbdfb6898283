package foyer;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.ConfigurationProbe;
import foyer.testing.FoyerArchive;
import foyer.testing.Health;
import foyer.testing.SchedulerProbe;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

@ArquillianTest
class DeploymentIT {

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive foyer() {
        return FoyerArchive.product(Map.of("foyer.room.grace", "PT7S"))
                .addClasses(ConfigurationProbe.class, SchedulerProbe.class);
    }

    @Test
    void theApplicationIsAtTheRootOfALoopbackAddress() throws Exception {
        assertThat(url.getPath()).isEqualTo("/");
        assertThat(url.getHost()).isIn("127.0.0.1", "localhost");
        assertThat(get(url.toURI().resolve("/configuration-probe?foyer.room.grace"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePropertiesOfATestReachTheApplication() throws Exception {
        assertThat(get(url.toURI().resolve("/configuration-probe?foyer.room.grace"))
                        .body())
                .isEqualTo("PT7S");
    }

    @Test
    void theServerIsHealthyAndReady() throws Exception {
        assertThat(get(Health.of(url, "ready")).statusCode()).isEqualTo(200);
        assertThat(get(Health.of(url, "live")).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownFileIsNotFound() throws Exception {
        assertThat(get(url.toURI().resolve("/no-such-file.js")).statusCode()).isEqualTo(404);
    }

    /** With the managed one an echo costs several times as much: see {@code foyer.engineio.TyrusScheduler}. */
    @Test
    void tyrusDoesNotUseTheManagedScheduler() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(url.toString().replaceFirst("http", "ws")).resolve("/scheduler-probe"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                                answer.complete(data.toString());
                                return null;
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("?", true);

        assertThat(answer.get(10, TimeUnit.SECONDS))
                .isIn(ScheduledThreadPoolExecutor.class.getName(), SchedulerProbe.NOT_TYRUS);
        socket.abort();
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
