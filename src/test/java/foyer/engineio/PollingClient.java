package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that polls, and does nothing of its own accord. */
final class PollingClient {

    private final HttpClient http;
    private final URI address;
    private final String sid;

    /** Opens a connection. */
    PollingClient(HttpClient http, URI path) throws IOException, InterruptedException {
        this.http = http;
        HttpResponse<String> open =
                http.send(request(path.resolve("?EIO=4&transport=polling")).build(), BodyHandlers.ofString());
        sid = sidOf(open.body());
        assertThat(sid).as(open.body()).matches("[\\w-]{20}");
        address = path.resolve("?EIO=4&transport=polling&sid=" + sid);
    }

    /** The id in an open packet. */
    static String sidOf(String openPacket) {
        return openPacket.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
    }

    /** Opens a connection and, on it, a socket in the main namespace. */
    static PollingClient connected(HttpClient http, URI path) throws IOException, InterruptedException {
        PollingClient client = new PollingClient(http, path);
        client.post("40");
        StringBuilder received = new StringBuilder();
        while (received.indexOf("[\"auth\"") < 0) {
            received.append(client.get().body());
        }
        return client;
    }

    URI address() {
        return address;
    }

    String sid() {
        return sid;
    }

    HttpResponse<String> get() throws IOException, InterruptedException {
        return http.send(request(address).build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> poll() {
        return http.sendAsync(request(address).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String payload) throws IOException, InterruptedException {
        return post(BodyPublishers.ofString(payload), "text/plain;charset=UTF-8");
    }

    HttpResponse<String> post(BodyPublisher body, String contentType) throws IOException, InterruptedException {
        HttpRequest request =
                request(address).header("Content-Type", contentType).POST(body).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20));
    }
}
