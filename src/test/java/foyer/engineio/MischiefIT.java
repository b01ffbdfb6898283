package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import foyer.testing.FoyerArchive;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guests who behave, among others who vanish in the middle of whatever they do: in a request, in a poll that is just being answered, in an
 * upgrade. Servers keep requests and buffers for whoever comes next, so what is left of one client may end up with another; here
 * every answer to those who behave is looked at.
 */
@ArquillianTest
@Timeout(120)
class MischiefIT {

    /** Of each who vanishes. A mix-up that was there showed once in 5,000. */
    private static final int ROUNDS = 1_000;

    private static final int VANISHING = 4;
    private static final int MESSAGES = 20;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger heard = new AtomicInteger();

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive conformance() {
        return FoyerArchive.conformance();
    }

    /** Takes part until it is done, or until the others are. */
    private interface Part {
        void play() throws Exception;
    }

    @Test
    void whoVanishesInTheMiddleOfAnythingDisturbsNobody() throws Exception {
        URI path = URI.create(url + "ordinary/");
        URI hasty = URI.create(url + "socket.io/"); // it soon forgets a client that is not heard of
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < VANISHING; i++) {
            Vanishing vanishing = new Vanishing(hasty, new Random(i));
            parts.add(vanishing::play);
        }
        parts.add(() -> whileOthersVanish(() -> talkOverPolling(path)));
        parts.add(() -> whileOthersVanish(() -> talkOverPolling(path)));
        parts.add(() -> whileOthersVanish(() -> talkOverWebSocket(path)));
        parts.add(() -> whileOthersVanish(() -> talkWhileUpgrading(path)));

        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            ExecutorCompletionService<Void> playing = new ExecutorCompletionService<>(threads);
            parts.forEach(part -> playing.submit(() -> {
                part.play();
                return null;
            }));
            for (int done = 0; done < parts.size(); done++) {
                playing.take().get(); // whoever fails first ends it for all
                over.set(done + 1 >= VANISHING);
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        System.out.printf("%d messages came back while %d clients vanished%n", heard.get(), VANISHING * ROUNDS);
        Counts.await(http, path, 0, Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Counts.of(http, path).suite()).isZero());
    }

    private void whileOthersVanish(Part part) throws Exception {
        do {
            part.play();
        } while (!over.get());
    }

    private void talkOverPolling(URI path) throws Exception {
        PollingClient client = PollingClient.connected(http, path);
        for (int n = 0; n < MESSAGES; n++) {
            said(client, n);
            assertAnswer(client.get(), "42[\"message-back\"," + n + "]");
            heard.incrementAndGet();
        }
        assertAnswer(client.post("1"), "ok");
        assertAnswer(client.get(), "6");
    }

    private void talkOverWebSocket(URI path) throws Exception {
        try (RawWebSocket socket = new RawWebSocket(path.resolve("?EIO=4&transport=websocket"))) {
            assertThat(socket.text()).startsWith("0{\"sid\":");
            socket.send("40");
            assertThat(socket.text()).startsWith("40{\"sid\":");
            assertThat(socket.text()).startsWith("42[\"auth\"");
            talk(socket);
        }
    }

    private void talkWhileUpgrading(URI path) throws Exception {
        PollingClient client = PollingClient.connected(http, path);
        try (RawWebSocket socket = new RawWebSocket(path.resolve("?EIO=4&transport=websocket&sid=" + client.sid()))) {
            socket.send("2probe");
            assertThat(socket.text()).isEqualTo("3probe");
            said(client, -1);
            HttpResponse<String> poll = client.get();
            while (poll.body().equals("6")) { // so that a poll ends that waits while the transport is changed
                poll = client.get();
            }
            assertAnswer(poll, "42[\"message-back\",-1]");
            socket.send("5");
            talk(socket);
        }
    }

    private void talk(RawWebSocket socket) throws IOException {
        for (int n = 0; n < MESSAGES; n++) {
            socket.send("42[\"message\"," + n + "]");
            assertThat(socket.text()).isEqualTo("42[\"message-back\"," + n + "]");
            heard.incrementAndGet();
        }
    }

    private static void said(PollingClient client, int n) throws Exception {
        assertAnswer(client.post("42[\"message\"," + n + "]"), "ok");
    }

    private static void assertAnswer(HttpResponse<String> answer, String body) {
        assertThat(answer.statusCode() + " " + answer.body()).isEqualTo("200 " + body);
    }

    /** One who never ends anything as it should be ended. */
    private static final class Vanishing {

        private static final String HANDSHAKE = "EIO=4&transport=polling";
        private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        private static final int LONGEST_NANOS = 3_000_000;

        private final URI path;
        private final Random random;

        Vanishing(URI path, Random random) {
            this.path = path;
            this.random = random;
        }

        void play() throws IOException {
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    vanish(round % 9);
                } catch (SocketException e) {
                    // the server may be the first to end it
                }
            }
        }

        private void vanish(int how) throws IOException {
            switch (how) {
                case 0 -> say(get(HANDSHAKE, "")); // before its handshake is answered
                case 1 -> say(get("EIO=4&transport=websocket", UPGRADE));
                case 2 -> say(half(get(HANDSHAKE, ""))); // within the head
                case 3 -> say(half(post(connected(), "42[\"message\",\"" + "x".repeat(5_000) + "\"]")));
                case 4 -> whileAnswered(connected());
                case 5 -> say(post(connected(), "42[\"message\",1]") + get(session(connected()), ""));
                case 6 -> upgrading(connected());
                case 7 -> babbling();
                default -> twoPolls(connected());
            }
        }

        /** A poll that vanishes about when there is something for it. */
        private void whileAnswered(String sid) throws IOException {
            try (Socket poll = begin(get(session(sid), ""))) {
                say(post(sid, "42[\"message\",1]"));
                dither();
                vanish(poll);
            }
        }

        private void upgrading(String sid) throws IOException {
            try (Socket poll = begin(get(session(sid), ""));
                    Socket webSocket = begin(get("EIO=4&transport=websocket&sid=" + sid, UPGRADE))) {
                dither();
                webSocket
                        .getOutputStream()
                        .write(new byte[] {(byte) 0x81, (byte) 0x86, 0, 0, 0, 0, '2', 'p', 'r', 'o', 'b', 'e'});
                dither();
                vanish(random.nextBoolean() ? webSocket : poll);
            }
        }

        /** Nothing of it is a frame, so that the server closes while the client goes on and vanishes. */
        private void babbling() throws IOException {
            try (Socket webSocket = begin(get("EIO=4&transport=websocket", UPGRADE))) {
                dither();
                byte[] garbage = new byte[50];
                for (int i = 0; i < 4; i++) {
                    random.nextBytes(garbage);
                    webSocket.getOutputStream().write(garbage);
                }
                dither();
                vanish(webSocket);
            }
        }

        private void twoPolls(String sid) throws IOException {
            try (Socket first = begin(get(session(sid), ""));
                    Socket second = begin(get(session(sid), ""))) {
                dither();
                vanish(random.nextBoolean() ? first : second);
            }
        }

        /** The id of a new connection, over a line that is closed as it should be. */
        private String connected() throws IOException {
            try (Socket socket = begin(get(HANDSHAKE, ""))) {
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("}") < 0) {
                    int c = socket.getInputStream().read();
                    if (c < 0) {
                        fail("a handshake was answered with " + answer);
                    }
                    answer.append((char) c);
                }
                assertThat(answer).startsWith("HTTP/1.1 200");
                return PollingClient.sidOf(answer.substring(answer.indexOf("\r\n\r\n")));
            }
        }

        private void say(String request) throws IOException {
            try (Socket socket = begin(request)) {
                dither();
                vanish(socket);
            }
        }

        private Socket begin(String request) throws IOException {
            Socket socket = new Socket(path.getHost(), path.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return socket;
        }

        /** With a reset, a close, or the half of one. */
        private void vanish(Socket socket) throws IOException {
            switch (random.nextInt(3)) {
                case 0 -> socket.setSoLinger(true, 0);
                case 1 -> socket.shutdownOutput();
                default -> {
                    // closed by the caller
                }
            }
        }

        /** A time that nothing can tell, within what the server takes for an answer. */
        private void dither() {
            long end = System.nanoTime() + random.nextInt(LONGEST_NANOS);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }

        private String half(String request) {
            return request.substring(0, 1 + random.nextInt(request.length() - 1));
        }

        private String get(String query, String headers) {
            return "GET " + path.getRawPath() + "?" + query + " HTTP/1.1\r\nHost: " + path.getAuthority() + "\r\n"
                    + headers + "\r\n";
        }

        private String post(String sid, String body) {
            return "POST " + path.getRawPath() + "?" + session(sid) + " HTTP/1.1\r\nHost: " + path.getAuthority()
                    + "\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body;
        }

        private static String session(String sid) {
            return HANDSHAKE + "&sid=" + sid;
        }
    }
}
