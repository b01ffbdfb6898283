package foyer.bench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against a server of a few lines that writes what it likes, as slowly as it likes. */
class WebSocketTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> texts = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    @Test
    void framesAreReadHoweverTheyArrive() throws Exception {
        String large = "y".repeat(70_000);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(Ascii.bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"));
        frames.writeBytes(frame(0x81, "small"));
        frames.writeBytes(frame(0x81, "x".repeat(300)));
        frames.writeBytes(frame(0x81, large));
        frames.writeBytes(frame(0x01, "in "));
        frames.writeBytes(frame(0x89, "ping"));
        frames.writeBytes(frame(0x80, "two parts"));
        frames.writeBytes(frame(0x88, "\u0003\u00e8"));

        String received = play(frames.toByteArray(), 1, 1);

        assertEquals(List.of("small", "x".repeat(300), large, "in two parts"), texts);
        assertEquals(List.of("close frame 1000"), ends);
        assertTrue(received.contains("ping"), "the pong carries the ping's text");
    }

    @Test
    void aRefusedHandshakeIsAnEnd() throws Exception {
        play(Ascii.bytes("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n"), 1000, 0);

        assertEquals(List.of("HTTP/1.1 429 Too Many Requests"), ends);
    }

    /** Gives what the server received. */
    private String play(byte[] answer, int piece, int slowPieces) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Loop loop = new Loop()) {
            StringBuilder received = new StringBuilder();
            Thread thread = new Thread(() -> serve(server, answer, piece, slowPieces, received));
            thread.start();
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
            new WebSocket(loop, address, "/", new WebSocket.Listener() {
                        @Override
                        public void onOpen() {
                            // nothing to say
                        }

                        @Override
                        public void onText(byte[] bytes, int offset, int length) {
                            texts.add(Ascii.text(bytes, offset, length));
                        }

                        @Override
                        public void onLost(String why) {
                            ends.add(why);
                        }
                    })
                    .open();
            assertTrue(loop.runUntil(() -> !ends.isEmpty(), PATIENCE), "it ends");
            thread.join(PATIENCE.toMillis());
            return received.toString();
        }
    }

    /** The first bytes in pieces, with the network's rest between them, and what is left at once. */
    private static void serve(ServerSocket server, byte[] answer, int piece, int slowPieces, StringBuilder received) {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] request = new byte[4096];
            in.read(request);
            int pieces = Math.min(slowPieces * 100, answer.length);
            for (int i = 0; i < pieces; i += piece) {
                out.write(answer, i, piece);
                out.flush();
            }
            out.write(answer, pieces, answer.length - pieces);
            out.flush();
            for (int count = in.read(request); count > 0; count = in.read(request)) {
                received.append(Ascii.text(request, 0, count));
            }
        } catch (IOException e) {
            received.append(e);
        }
    }

    private static byte[] frame(int first, String payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        int size = payload.length();
        if (size < 126) {
            frame.write(size);
        } else if (size < 65_536) {
            frame.writeBytes(new byte[] {126, (byte) (size >> 8), (byte) size});
        } else {
            frame.writeBytes(new byte[] {127, 0, 0, 0, 0, 0, (byte) (size >> 16), (byte) (size >> 8), (byte) size});
        }
        frame.writeBytes(Ascii.bytes(payload));
        return frame.toByteArray();
    }
}
