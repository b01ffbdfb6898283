package foyer.bench.client;

import foyer.bench.net.Ascii;
import foyer.bench.net.Loop;
import foyer.bench.net.WebSocket;
import java.net.InetSocketAddress;

/**
 * One guest's socket: connects, answers pings, and hands events on. Its methods are the contract's events; everything happens on
 * the loop's thread.
 */
public final class Guest {

    private static final String PATH = "/socket.io/?EIO=4&transport=websocket";
    private static final byte[] PONG = {'3'};
    private static final byte[] DISCONNECT = Ascii.bytes("41");
    private static final byte[] ACCEPTED = Ascii.bytes("40{");
    private static final byte[] REFUSED = Ascii.bytes("44");
    private static final byte[] EVENT = Ascii.bytes("42[\"");
    private static final byte[] ESTABLISHED = Ascii.bytes("42[\"connection:established\"");
    private static final byte[] USER_ID = Ascii.bytes("\"userId\":\"");

    private final byte[] connect;
    private final Listener listener;
    private final WebSocket socket;
    private String userId = "";
    private boolean established;
    private boolean leaving;

    /** What becomes of a guest. */
    public interface Listener {

        /** {@code connection:established} came. */
        default void onEstablished(Guest guest) {}

        /** An event after that; {@link Ascii#startsWith} tells which. The bytes are good until the call returns. */
        default void onEvent(Guest guest, byte[] bytes, int offset, int length) {}

        /** The socket is over: refused, lost, or closed because the guest said {@link Guest#disconnect}. */
        default void onEnded(Guest guest, String why) {}
    }

    /**
     * A guest that is not connected.
     *
     * @param token empty for a server without tokens
     */
    public Guest(Loop loop, InetSocketAddress server, String token, Listener listener) {
        this.listener = listener;
        this.connect = Ascii.bytes(token.isEmpty() ? "40" : "40{\"token\":\"" + token + "\"}");
        this.socket = new WebSocket(loop, server, PATH, new Transport());
    }

    /** How an event of this name begins on the wire. */
    public static byte[] event(String name) {
        return Ascii.bytes("42[\"" + name + "\"");
    }

    /** Connects. */
    public void connect() {
        socket.open();
    }

    /** The id the server gave; empty before that. */
    public String userId() {
        return userId;
    }

    /** Whether the server has said {@code connection:established}. */
    public boolean isEstablished() {
        return established;
    }

    /** Sends a Socket.IO packet that is on the wire as it stands here. */
    public void send(byte[] packet) {
        socket.send(packet);
    }

    /** As {@code socket.disconnect()} of the stock client; {@link Listener#onEnded} follows. */
    public void disconnect() {
        leaving = true;
        socket.send(DISCONNECT);
        socket.sayClose();
    }

    /** Whether it was this side that ended it. */
    public boolean isLeaving() {
        return leaving;
    }

    /** The line is cut: no packet, no close frame. Nothing more is heard of this guest. */
    public void drop() {
        socket.die();
    }

    private final class Transport implements WebSocket.Listener {

        @Override
        public void onOpen() {
            // Engine.IO's own open packet comes next
        }

        @Override
        public void onText(byte[] bytes, int offset, int length) {
            switch (bytes[offset]) {
                case '0' -> socket.send(connect);
                case '2' -> socket.send(PONG);
                case '4' -> onMessage(bytes, offset, length);
                default -> throw new IllegalStateException("unexpected: " + Ascii.text(bytes, offset, length));
            }
        }

        private void onMessage(byte[] bytes, int offset, int length) {
            if (established && Ascii.startsWith(bytes, offset, length, EVENT)) {
                listener.onEvent(Guest.this, bytes, offset, length);
            } else if (Ascii.startsWith(bytes, offset, length, ESTABLISHED)) {
                established = true;
                userId = Ascii.quotedAfter(bytes, offset, length, USER_ID);
                listener.onEstablished(Guest.this);
            } else if (Ascii.startsWith(bytes, offset, length, REFUSED)) {
                socket.hangUp();
                onLost(Ascii.text(bytes, offset, length));
            } else if (!Ascii.startsWith(bytes, offset, length, ACCEPTED)) {
                throw new IllegalStateException("before connection:established: " + Ascii.text(bytes, offset, length));
            }
        }

        @Override
        public void onLost(String why) {
            listener.onEnded(Guest.this, why);
        }
    }
}
