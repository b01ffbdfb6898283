package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.FoyerArchive;
import foyer.testing.RestClient;
import foyer.testing.probe.Histogram;
import foyer.testing.probe.HistogramProbe;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many connections, one after another and at once: nothing of them stays, and none costs a thread. */
@ArquillianTest
@Timeout(120)
class SoakIT {

    private static final int CLIENTS = 8;
    private static final int ROUNDS = 10_000;
    private static final int IDLE = 2_000;

    /** What the container's pools, buffers and caches may differ by. */
    private static final int SLACK = 40;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive conformance() {
        return FoyerArchive.conformance().addClass(HistogramProbe.class);
    }

    @Test
    void tenThousandConnectionsComeAndGoAndNothingOfThemStays() throws Exception {
        URI path = URI.create(url + "ordinary/");
        runAll(path, 1000); // the pools grow to what they need
        Counts before = awaitQuiet(path);
        RestClient server = RestClient.of(url);
        Histogram objectsBefore = Histogram.of(server);
        long start = System.nanoTime();
        runAll(path, ROUNDS);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Counts after = awaitQuiet(path);
        System.out.printf("%d connections in %d ms: before %s, after %s%n", ROUNDS, took.toMillis(), before, after);

        assertThat(after.sockets()).isZero();
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + SLACK);
        assertThat(after.files()).isLessThanOrEqualTo(before.files() + SLACK);
        Histogram.of(server).assertNothingIsLeftSince(objectsBefore, after.threads());
    }

    @Test
    void idleConnectionsHoldNoThreadAndLittleMemory() throws Exception {
        URI path = URI.create(url + "ordinary/");
        runAll(path, 100);
        Counts before = awaitQuiet(path);
        List<RawWebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            sockets.add(connect(path));
        }
        Counts during = Counts.settled(http, path);
        System.out.printf(
                "%d idle connections: %d bytes of heap each; before %s, now %s%n",
                IDLE, (during.heap() - before.heap()) / IDLE, before, during);

        assertThat(during.ordinary()).isEqualTo(IDLE);
        assertThat(during.sockets()).isEqualTo(IDLE);
        assertThat(during.threads()).isLessThanOrEqualTo(before.threads() + SLACK);
        assertThat(Histogram.of(RestClient.of(url))
                        .count(Histogram.ON_PAYARA ? TyrusFrames.class : Frames.Batching.class))
                .as("WebSockets that are written in the cheapest way there is with this server")
                .isGreaterThanOrEqualTo(IDLE);
        for (RawWebSocket socket : sockets) {
            socket.close();
        }
        awaitQuiet(path);
    }

    private Counts awaitQuiet(URI path) throws Exception {
        // Before a ping could tell that a client has gone.
        Counts.await(http, path, 0, Duration.ofSeconds(10));
        return Counts.settled(http, path);
    }

    private void runAll(URI path, int rounds) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                running.add(clients.submit(() -> {
                    for (int round = first; round < rounds; round += CLIENTS) {
                        comeAndGo(path, round);
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** By both transports, and by the upgrade; politely, rudely and at the server's wish. */
    private void comeAndGo(URI path, int round) throws Exception {
        switch (round % 8) {
            case 0 -> connect(path).close();
            case 1 -> connect(path).reset();
            case 2 -> leave(connect(path), "1");
            case 3 -> leave(connect(path), "42[\"close-me\"]");
            case 4 -> leave(connect(path), "garbage");
            case 5 -> upgradeAndGo(path);
            case 6 -> new PollingClient(http, path).post("garbage");
            default -> pollAndGo(path);
        }
    }

    private RawWebSocket connect(URI path) throws Exception {
        RawWebSocket socket = new RawWebSocket(path.resolve("?EIO=4&transport=websocket"));
        socket.text();
        socket.send("40");
        assertThat(socket.text()).startsWith("40{\"sid\":");
        return socket;
    }

    private static void leave(RawWebSocket socket, String last) throws Exception {
        try (socket) {
            socket.send(last);
            socket.awaitEnd();
        }
    }

    private void upgradeAndGo(URI path) throws Exception {
        PollingClient client = new PollingClient(http, path);
        RawWebSocket socket = new RawWebSocket(path.resolve("?EIO=4&transport=websocket&sid=" + client.sid()));
        socket.send("2probe");
        assertThat(socket.text()).isEqualTo("3probe");
        socket.send("5");
        socket.send("40");
        assertThat(socket.text()).startsWith("40{\"sid\":");
        socket.close();
    }

    private void pollAndGo(URI path) throws Exception {
        PollingClient client = PollingClient.connected(http, path);
        CompletableFuture<HttpResponse<String>> poll = client.poll();
        client.post("1");
        assertThat(poll.get().body()).isEqualTo("6");
    }
}
