package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What there is in the server under test. */
record Counts(int echo, int suite, int ordinary, int begun, int left, int sockets, int threads, int files, long heap) {

    private static final JsonProvider JSON = JsonProvider.provider();

    static Counts of(HttpClient http, URI application) throws IOException, InterruptedException {
        return read(http, application.resolve("/counts"));
    }

    /** After a garbage collection. */
    static Counts settled(HttpClient http, URI application) throws IOException, InterruptedException {
        return read(http, application.resolve("/counts?gc"));
    }

    /** Waits for as many ordinary connections. */
    static void await(HttpClient http, URI application, int connections, Duration atMost) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(atMost)
                .untilAsserted(
                        () -> assertThat(of(http, application).ordinary()).isEqualTo(connections));
    }

    private static Counts read(HttpClient http, URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        JsonObject counts = JSON.createReader(new StringReader(answer.body())).readObject();
        return new Counts(
                counts.getInt("echo"),
                counts.getInt("suite"),
                counts.getInt("ordinary"),
                counts.getInt("begun"),
                counts.getInt("left"),
                counts.getInt("sockets"),
                counts.getInt("threads"),
                counts.getInt("files"),
                counts.getJsonNumber("heap").longValue());
    }
}
