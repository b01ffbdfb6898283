package foyer.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class WebSocketWireTest {

    private static final byte[] FRAME = {(byte) 0x81, 1, '2'};

    @Test
    void aHandshakeThatIsNotAnsweredSaysWhatCameInstead() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> sendFrame(server));
            thread.start();
            RestClient client = RestClient.of(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")
                    .toURL());

            assertThatThrownBy(() -> WebSocketWire.open(client, "")).hasMessageEndingWith("but: 810132");
            thread.join();
        }
    }

    private static void sendFrame(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[4096]);
            socket.getOutputStream().write(FRAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
