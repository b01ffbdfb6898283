package foyer.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** WebSocket on a plain TCP connection, without a thread of its own: thousands cost a test nothing. */
public final class WebSocketWire extends Wire {

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int BUFFER = 512;
    private static final byte[] MASK = new byte[4];
    private static final byte[] NORMAL_CLOSURE = {3, (byte) 232};

    private final Socket tcp;
    private final DataInputStream in;

    private WebSocketWire(Socket tcp) throws IOException {
        this.tcp = tcp;
        this.in = new DataInputStream(new BufferedInputStream(tcp.getInputStream(), BUFFER));
    }

    /**
     * Opens one.
     *
     * @param query added to the query of the handshake, such as {@code &token=...}
     * @throws AssertionError if the server refuses the handshake
     */
    public static WebSocketWire open(RestClient client, String query) {
        try {
            WebSocketWire wire = new WebSocketWire(connect(client));
            Answer answer = wire.handshake(client, query);
            if (answer.status() != 101) {
                wire.cut();
                throw new AssertionError("The handshake was answered " + answer);
            }
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server answers to a handshake that it refuses. */
    public static Answer refusal(RestClient client, String query) {
        try (Socket tcp = connect(client)) {
            return new WebSocketWire(tcp).handshake(client, query);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a WebSocket, and hangs up after some time, whatever the server has answered by then. */
    public static void cutWithinHandshake(RestClient client, Duration time) {
        try (Socket tcp = connect(client)) {
            new WebSocketWire(tcp).ask(client, "");
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            tcp.setSoLinger(true, 0); // with a reset
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The answer to a handshake.
     *
     * @param head the header lines, as they came
     */
    public record Answer(int status, String head, String body) {}

    private static Socket connect(RestClient client) throws IOException {
        Socket tcp = new Socket();
        tcp.setTcpNoDelay(true);
        tcp.setSoTimeout((int) PATIENCE.toMillis());
        tcp.connect(new InetSocketAddress(client.base().getHost(), client.base().getPort()), (int) PATIENCE.toMillis());
        return tcp;
    }

    private void ask(RestClient client, String query) throws IOException {
        StringBuilder request = new StringBuilder("GET /socket.io/?EIO=4&transport=websocket" + query + " HTTP/1.1\r\n"
                + "Host: " + client.base().getAuthority() + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n");
        client.headers().forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        tcp.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private Answer handshake(RestClient client, String query) throws IOException {
        ask(client, query);
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        int status = Integer.parseInt(head.substring(9, 12));
        return new Answer(status, head.toString(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        try {
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                if (c != '\r') {
                    line.write(c);
                }
            }
        } catch (EOFException | SocketTimeoutException e) {
            // Frames without a handshake's answer before them are another fault than nothing at all.
            String came = HexFormat.of().formatHex(line.toByteArray());
            throw new IOException("No answer to the handshake from port " + tcp.getLocalPort() + ", but: " + came, e);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends a binary message. */
    public void send(byte[] message) {
        try {
            frame(BINARY, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void write(String packet) throws IOException {
        frame(TEXT, packet.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected Optional<String> read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int kind = TEXT;
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int opcode = first & 0x0f;
                byte[] payload = in.readNBytes(length());
                if (opcode == CLOSE) {
                    return Optional.empty();
                } else if (opcode == PING) {
                    frame(PONG, payload);
                } else if (opcode != PONG) {
                    kind = opcode == 0 ? kind : opcode;
                    message.write(payload);
                    if ((first & FINAL) != 0) {
                        return Optional.of(text(kind, message.toByteArray()));
                    }
                }
            }
        } catch (EOFException e) {
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server has sent nothing for " + PATIENCE, e);
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return length == 126 ? in.readUnsignedShort() : length == 127 ? Math.toIntExact(in.readLong()) : length;
    }

    private static String text(int kind, byte[] message) {
        return kind == BINARY
                ? "b" + Base64.getEncoder().encodeToString(message)
                : new String(message, StandardCharsets.UTF_8);
    }

    /** Clients must mask; a mask of zeros will do. */
    private void frame(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(FINAL | opcode);
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else if (payload.length <= 0xffff) {
            frame.write(MASKED | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        frame.writeBytes(payload);
        tcp.getOutputStream().write(frame.toByteArray());
    }

    @Override
    public void close() {
        try {
            frame(CLOSE, NORMAL_CLOSURE);
        } catch (IOException e) {
            // The server was faster.
        }
        cut();
    }

    @Override
    public void cut() {
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
