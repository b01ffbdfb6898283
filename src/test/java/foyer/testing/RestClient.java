package foyer.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Speaks to a deployed Foyer's REST, as a client that keeps a token would. */
public record RestClient(HttpClient http, URI base, Map<String, String> headers) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A client without a token. */
    public static RestClient of(URL url) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        return new RestClient(http, URI.create(url.toString()), Map.of());
    }

    /** The same client of another server, on this port of loopback. */
    public RestClient at(int port) {
        return new RestClient(http, URI.create("http://127.0.0.1:" + port + "/"), headers);
    }

    /** The same client sending one more header each time. */
    public RestClient with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new RestClient(http, base, more);
    }

    /** The same client without a header. */
    public RestClient without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new RestClient(http, base, fewer);
    }

    /** The same client with a token. */
    public RestClient bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Posts JSON. */
    public Answer post(String path, String json) {
        return with("Content-Type", "application/json").send("POST", path, BodyPublishers.ofString(json));
    }

    public Answer send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, String text) {

        /** The envelope. */
        public Map<String, Object> envelope() {
            try {
                return JSONObjectUtils.parse(text);
            } catch (ParseException e) {
                throw new AssertionError("not a JSON object: " + text, e);
            }
        }

        /** What stands under {@code data}. */
        public Map<String, Object> data() {
            return object(envelope().get("data"));
        }

        /** An object in {@code data}. */
        public Map<String, Object> data(String name) {
            return object(data().get(name));
        }

        /** A list in the envelope. */
        public List<?> list(String name) {
            return (List<?>) envelope().get(name);
        }

        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        @SuppressWarnings("unchecked") // A JSON object's keys are strings
        private static Map<String, Object> object(Object value) {
            return (Map<String, Object>) value;
        }
    }
}
