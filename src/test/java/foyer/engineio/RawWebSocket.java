package foyer.engineio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A WebSocket of RFC 6455 on a bare socket: no thread, no politeness, and any frame one likes. */
final class RawWebSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    /** A frame as it came. */
    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    RawWebSocket(URI address) throws IOException {
        this(address, 0);
    }

    /** @param receiveBuffer its size, for one that means not to read; 0 for an ordinary one */
    RawWebSocket(URI address, int receiveBuffer) throws IOException {
        this(address, receiveBuffer, new byte[0]);
    }

    /** One that does not wait for the answer to its handshake, but sends a text together with it. */
    static RawWebSocket eager(URI address, String text) throws IOException {
        return new RawWebSocket(address, 0, frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    private RawWebSocket(URI address, int receiveBuffer, byte[] early) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512));
        out = socket.getOutputStream();
        String request = "GET " + address.getRawPath() + "?" + address.getRawQuery() + " HTTP/1.1\r\nHost: "
                + address.getAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(request.getBytes(StandardCharsets.US_ASCII));
        first.writeBytes(early);
        out.write(first.toByteArray());
        String status = line();
        if (!status.startsWith("HTTP/1.1 101")) {
            socket.close();
            throw new IOException(status);
        }
        while (!line().isEmpty()) {
            // the headers
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().trim();
    }

    void send(String text) throws IOException {
        send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] data) throws IOException {
        send(true, BINARY, data);
    }

    void send(boolean last, int opcode, byte[] payload) throws IOException {
        raw(frame(last, opcode, payload));
    }

    private static byte[] frame(boolean last, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(opcode | (last ? FIN : 0));
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(MASKED | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]); // a mask of zeros changes nothing
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Frame read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(opcode, payload);
    }

    /** The next text frame that is not a ping of the engine's. */
    String text() throws IOException {
        Frame frame = read();
        if (frame.opcode() == TEXT && frame.text().equals("2")) {
            send("3");
            return text();
        }
        return frame.opcode() == TEXT ? frame.text() : "frame " + frame.opcode();
    }

    /** Reads until the server has ended the connection: with a close frame or without. */
    void awaitEnd() throws IOException {
        try {
            while (read().opcode() != CLOSE) {
                // whatever was on its way
            }
        } catch (EOFException | java.net.SocketException e) {
            // also an end
        }
    }

    /** Leaves with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Leaves without a word of WebSocket's. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
