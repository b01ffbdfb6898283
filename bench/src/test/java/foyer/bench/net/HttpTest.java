package foyer.bench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import foyer.bench.net.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against a server of a few lines that answers some requests of a connection, and ends it at the next one. */
class HttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] ANSWER = Ascii.bytes("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes");

    private final List<Answer> answers = new ArrayList<>();

    @Test
    void aRequestThatIsLostSaysWhatItsConnectionHadDone() throws Exception {
        play(1, 2);

        assertEquals(new Answer(200, "yes"), answers.get(0));
        assertEquals(0, answers.get(1).status());
        String why = answers.get(1).body();
        assertTrue(
                why.matches(".*, \\d{1,4} ms after it was asked, and after 1 answers and a rest of \\d{1,4} ms"), why);
    }

    @Test
    void theFirstRequestOfAConnectionHadNoRestBefore() throws Exception {
        play(0, 1);

        String why = answers.get(0).body();
        assertTrue(why.matches(".*, \\d{1,4} ms after it was asked, and after 0 answers"), why);
    }

    private void play(int answered, int asked) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Loop loop = new Loop()) {
            Thread thread = new Thread(() -> serve(server, answered));
            thread.start();
            Http http =
                    new Http(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 1);
            for (int i = 0; i < asked; i++) {
                http.post("/", "", "{}", answers::add);
            }
            assertTrue(loop.runUntil(() -> answers.size() == asked, PATIENCE), "all are answered or lost");
            thread.join(PATIENCE.toMillis());
        }
    }

    private static void serve(ServerSocket server, int answered) {
        try (Socket socket = server.accept()) {
            byte[] request = new byte[4096];
            for (int i = 0; i <= answered; i++) {
                socket.getInputStream().read(request);
                if (i < answered) {
                    socket.getOutputStream().write(ANSWER);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
