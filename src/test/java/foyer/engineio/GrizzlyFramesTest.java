package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.engineio.Transport.WriteCallback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.ssl.SSLFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With Grizzly itself, and a socket of the other side. */
@Timeout(60)
class GrizzlyFramesTest {

    private static final int MORE_THAN_A_SOCKET_TAKES = 64 << 20;
    private static final int A_PART_OF_IT = 1 << 20;

    private final BlockingQueue<Connection<?>> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> written = new LinkedBlockingQueue<>();
    private final TCPNIOTransport grizzly = TCPNIOTransportBuilder.newInstance().build();
    private final Tyrus tyrus = new Tyrus();
    private boolean open = true;

    /** The other way into the session. */
    private static final class Tyrus implements Frames {
        final List<String> sent = new ArrayList<>();

        @Override
        public int batch() {
            return MANY;
        }

        @Override
        public void send(List<Packet> packets, WriteCallback callback) {
            packets.forEach(packet -> sent.add(packet.encoded()));
        }
    }

    @AfterEach
    void stop() throws IOException {
        grizzly.shutdownNow();
    }

    @Test
    void theFirstFramesGoBehindTheHandshakeAndTheOthersToTheConnection() throws Exception {
        try (Socket client = connect()) {
            Frames frames = frames();
            send(frames, "first");
            send(frames, "a", "b");

            assertThat(tyrus.sent).containsExactly("4first");
            assertThat(client.getInputStream().readNBytes(8)).containsExactly(0x81, 2, '4', 'a', 0x81, 2, '4', 'b');
            assertThat(written.poll(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatTheClientDoesNotReadIsNotWritten() throws Exception {
        try (Socket client = connect()) {
            Frames frames = frames();
            send(frames, "first");
            send(frames, "x".repeat(MORE_THAN_A_SOCKET_TAKES));
            client.getInputStream().skipNBytes(A_PART_OF_IT);
            assertThat(written).isEmpty();

            client.getInputStream().skipNBytes(MORE_THAN_A_SOCKET_TAKES - A_PART_OF_IT);

            assertThat(written.poll(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aConnectionThatHasEndedTakesNothing() throws Exception {
        try (Socket client = connect()) {
            Connection<?> connection = accepted.take();
            Frames frames = GrizzlyFrames.of(() -> open, connection, tyrus).orElseThrow();
            send(frames, "first");
            connection.close().get(10, TimeUnit.SECONDS);
            send(frames, "late");

            assertThat(written.poll(10, TimeUnit.SECONDS)).isFalse();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aSessionThatIsClosedTakesNothing() throws Exception {
        try (Socket client = connect()) {
            Frames frames = frames();
            send(frames, "first");
            open = false;

            assertThatThrownBy(() -> send(frames, "late")).isInstanceOf(IllegalStateException.class);
            assertThat(client.getInputStream().available()).isZero();
        }
    }

    @Test
    void anEncryptedConnectionIsLeftToThoseWhoEncrypt() throws Exception {
        try (Socket client = connect(new SSLFilter())) {
            assertThat(client.isConnected()).isTrue();
            assertThat(GrizzlyFrames.of(() -> open, accepted.take(), tyrus)).isEmpty();
        }
    }

    /** @param more filters between the connection and the application */
    private Socket connect(Filter... more) throws IOException {
        grizzly.setProcessor(FilterChainBuilder.stateless()
                .add(new TransportFilter())
                .addAll(more)
                .add(new BaseFilter() {
                    @Override
                    public NextAction handleAccept(FilterChainContext context) {
                        accepted.add(context.getConnection());
                        return context.getInvokeAction();
                    }
                })
                .build());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var listener = grizzly.bind(address);
        grizzly.start();
        return new Socket(address.getAddress(), ((InetSocketAddress) listener.getLocalAddress()).getPort());
    }

    private Frames frames() throws InterruptedException {
        return GrizzlyFrames.of(() -> open, accepted.take(), tyrus).orElseThrow();
    }

    private void send(Frames frames, String... messages) {
        frames.send(List.of(messages).stream().<Packet>map(Packet::message).toList(), written::add);
    }
}
