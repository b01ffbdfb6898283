package foyer.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** HTTP long-polling: each read that finds nothing left polls. */
public final class PollingWire extends Wire {

    private static final String SEPARATOR = "\u001e";
    private static final String CLOSE = "1";
    private static final int OK = 200;

    private final RestClient client;
    private final URI address;
    private final Queue<String> received = new ArrayDeque<>();

    private PollingWire(RestClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    /**
     * Opens one.
     *
     * @param query added to the query of the handshake, such as {@code &token=...}
     * @throws AssertionError if the server refuses the handshake
     */
    public static PollingWire open(RestClient client, String query) {
        URI handshake = client.base().resolve("/socket.io/?EIO=4&transport=polling" + query);
        try {
            HttpResponse<String> answer = send(client, HttpRequest.newBuilder(handshake));
            if (answer.statusCode() != OK) {
                throw new AssertionError("The handshake was answered " + answer.statusCode() + " " + answer.body());
            }
            String open = answer.body();
            String sid = open.substring(open.indexOf("\"sid\":\"") + 7).replaceFirst("\".*", "");
            return new PollingWire(client, client.base().resolve("/socket.io/?EIO=4&transport=polling&sid=" + sid));
        } catch (IOException e) {
            throw new AssertionError("The handshake was not answered", e);
        }
    }

    /** Where its requests go, the session id included. */
    public URI address() {
        return address;
    }

    @Override
    protected void write(String packet) throws IOException {
        int status = post(packet);
        if (status != OK) {
            note("a POST was answered " + status);
        }
    }

    /** Posts a body, and gives the status of the answer. */
    public int post(String body) throws IOException {
        return send(client, HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    @Override
    protected Optional<String> read() throws IOException {
        if (received.isEmpty()) {
            HttpResponse<String> answer = send(client, HttpRequest.newBuilder(address));
            if (answer.statusCode() != OK) {
                note("a poll was answered " + answer.statusCode() + " " + answer.body());
                return Optional.empty();
            }
            received.addAll(List.of(answer.body().split(SEPARATOR)));
        }
        return Optional.of(received.remove()).filter(packet -> !packet.equals(CLOSE));
    }

    private static HttpResponse<String> send(RestClient client, HttpRequest.Builder request) throws IOException {
        client.headers().forEach(request::header);
        try {
            return client.http().send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new AssertionError("A request was not answered within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** As the stock client does it: there is a poll that ends when the goodbye has arrived. */
    @Override
    public void close() {
        try {
            post(CLOSE);
            send(client, HttpRequest.newBuilder(address));
        } catch (IOException e) {
            // The server was faster.
        }
    }

    /** The client polls no more, and nobody is told: the heartbeat must find out. */
    @Override
    public void cut() {}
}
