package foyer.engineio;

import foyer.engineio.Transport.WriteCallback;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The way of packets into a session, a frame for each. One write at a time, as in {@link RemoteEndpoint.Async}. */
interface Frames {

    /** How many packets go into one write where there can be several. */
    int MANY = 16;

    /** How many packets go into one write at most. */
    int batch();

    /**
     * Begins to send; never blocks.
     *
     * @param packets one at least
     * @param written called once, from any thread and maybe before this method returns
     * @throws IllegalStateException if the session is closed
     */
    void send(List<Packet> packets, WriteCallback written);

    /** Jakarta WebSocket's. */
    record Standard(RemoteEndpoint.Async remote) implements Frames {

        @Override
        public int batch() {
            return 1;
        }

        @Override
        public void send(List<Packet> packets, WriteCallback written) {
            send(remote, packets.get(0), written);
        }

        static void send(RemoteEndpoint.Async remote, Packet packet, WriteCallback written) {
            SendHandler sent = result -> written.done(result.isOK());
            if (packet instanceof Packet.Binary binary) {
                remote.sendBinary(binary.data(), sent);
            } else {
                remote.sendText(packet.encoded(), sent);
            }
        }
    }

    /**
     * Several frames in one write, by the batching of {@link RemoteEndpoint}. Undertow takes frames while others are being written, which
     * is more than the specification asks for, and writes together what waits. The last one is sent with batching off: that writes them all,
     * and its end is told at once, where after {@code flushBatch} it would be told by a task of its own.
     */
    record Batching(RemoteEndpoint.Async remote) implements Frames {

        /** A write that fails is the end of the session, and of the last frame with it. */
        private static final WriteCallback LAST_ONE_TELLS = ok -> {};

        @Override
        public int batch() {
            return MANY;
        }

        @Override
        public void send(List<Packet> packets, WriteCallback written) {
            int last = packets.size() - 1;
            if (last > 0) {
                sendTogether(packets.subList(0, last));
            }
            Standard.send(remote, packets.get(last), written);
        }

        private void sendTogether(List<Packet> packets) {
            allowBatching(true);
            try {
                packets.forEach(packet -> Standard.send(remote, packet, LAST_ONE_TELLS));
            } finally {
                allowBatching(false);
            }
        }

        private void allowBatching(boolean allowed) {
            try {
                remote.setBatchingAllowed(allowed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
