package foyer.bench.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A WebSocket client as cheap as they come: texts are bytes, masks are zero (the wire has them, nobody computes them), nothing
 * is copied that need not be.
 */
public final class WebSocket extends Wire {

    private static final byte[] SWITCHING = Ascii.bytes("HTTP/1.1 101");
    private static final byte[] END_OF_HEAD = Ascii.bytes("\r\n\r\n");
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8A;
    private static final int MASKED = 0x80;

    private final InetSocketAddress address;
    private final String path;
    private final Listener listener;
    private boolean open;
    private byte[] parts;

    /** What becomes of it. Called on the loop's thread. */
    public interface Listener {

        /** The handshake came through. */
        void onOpen();

        /** A text message; the bytes are good until the call returns. */
        void onText(byte[] bytes, int offset, int length);

        /** It is over, and not because of {@link WebSocket#close} or {@link WebSocket#reset}. */
        void onLost(String why);
    }

    /** A WebSocket that is not connected yet. */
    public WebSocket(Loop loop, InetSocketAddress address, String path, Listener listener) {
        super(loop);
        this.address = address;
        this.path = path;
        this.listener = listener;
    }

    /** Connects, and shakes hands. */
    public void open() {
        connect(address);
    }

    /** Sends a text of ASCII characters. */
    public void send(byte[] text) {
        write(frame(TEXT, text, 0, text.length));
    }

    /** Says goodbye: the server is to end the connection, and {@link Listener#onLost} will tell. */
    public void sayClose() {
        write(frame(CLOSE, new byte[] {3, (byte) 0xE8}, 0, 2));
    }

    /** Ends the TCP connection without a close frame. */
    public void hangUp() {
        close();
    }

    /** The same, as a process that dies does it. */
    public void die() {
        reset();
    }

    @Override
    protected void onConnected() {
        write(ByteBuffer.wrap(Ascii.bytes("GET " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":"
                + address.getPort() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")));
    }

    @Override
    protected int onBytes(byte[] bytes, int offset, int length) {
        return open ? frame(bytes, offset, length) : head(bytes, offset, length);
    }

    private int head(byte[] bytes, int offset, int length) {
        int end = Ascii.find(bytes, offset, length, END_OF_HEAD);
        if (end < 0) {
            return 0;
        }
        if (!Ascii.startsWith(bytes, offset, length, SWITCHING)) {
            lost(Ascii.text(bytes, offset, Math.min(length, 40))
                    .lines()
                    .findFirst()
                    .orElse("no answer"));
            return length;
        }
        open = true;
        listener.onOpen();
        return end + END_OF_HEAD.length - offset;
    }

    private int frame(byte[] bytes, int offset, int length) {
        if (length < 2) {
            return 0;
        }
        int size = bytes[offset + 1] & 0x7F;
        int header = size < 126 ? 2 : size == 126 ? 4 : 10;
        if (length < header) {
            return 0;
        }
        if (size >= 126) {
            size = 0;
            for (int i = 2; i < header; i++) {
                size = size << 8 | bytes[offset + i] & 0xFF;
            }
        }
        if (length < header + size) {
            return 0;
        }
        take(bytes[offset], bytes, offset + header, size);
        return header + size;
    }

    private void take(byte first, byte[] bytes, int offset, int size) {
        boolean last = (first & 0x80) != 0;
        switch (first & 0x0F) {
            case 0, 1 -> text(last, bytes, offset, size);
            case 8 ->
                lost(
                        size < 2
                                ? "close frame"
                                : "close frame " + ((bytes[offset] & 0xFF) << 8 | bytes[offset + 1] & 0xFF));
            case 9 -> write(frame(PONG, bytes, offset, size));
            default -> {
                // binary messages and pongs mean nothing to the generator
            }
        }
    }

    private void text(boolean last, byte[] bytes, int offset, int size) {
        if (last && parts == null) {
            listener.onText(bytes, offset, size);
            return;
        }
        byte[] before = parts == null ? new byte[0] : parts;
        byte[] all = Arrays.copyOf(before, before.length + size);
        System.arraycopy(bytes, offset, all, before.length, size);
        parts = last ? null : all;
        if (last) {
            listener.onText(all, 0, all.length);
        }
    }

    private ByteBuffer frame(int first, byte[] payload, int offset, int length) {
        ByteBuffer out = loop().outgoing().put((byte) first);
        if (length < 126) {
            out.put((byte) (MASKED | length));
        } else {
            out.put((byte) (MASKED | 126)).putShort((short) length);
        }
        return out.putInt(0).put(payload, offset, length).flip();
    }

    @Override
    protected void onLost(String why) {
        listener.onLost(why);
    }
}
