package foyer.engineio;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.util.List;

/** The way of packets into a session, a frame for each. One write at a time, as in {@link RemoteEndpoint.Async}. */
interface Frames {

    /** How many packets go into one write at most. */
    int batch();

    /**
     * Begins to send; never blocks.
     *
     * @param packets one at least
     * @param sent called once, from any thread and maybe before this method returns
     * @throws IllegalStateException if the session is closed
     */
    void send(List<Packet> packets, SendHandler sent);

    /** The cheapest way there is with this server. */
    static Frames of(Session session) {
        // Elsewhere the class is not even loaded: it names one of Tyrus'.
        if (session.getClass().getName().startsWith("org.glassfish.tyrus.")) {
            try {
                return TyrusFrames.of(session).orElseGet(() -> new Standard(session.getAsyncRemote()));
            } catch (LinkageError | ClassCastException e) {
                System.getLogger(Frames.class.getName())
                        .log(Level.WARNING, "Tyrus is not as it was: what everybody is told is dearer for it", e);
            }
        }
        return new Standard(session.getAsyncRemote());
    }

    /** Jakarta WebSocket's. */
    record Standard(RemoteEndpoint.Async remote) implements Frames {

        @Override
        public int batch() {
            return 1;
        }

        @Override
        public void send(List<Packet> packets, SendHandler sent) {
            Packet packet = packets.get(0);
            if (packet instanceof Packet.Binary binary) {
                remote.sendBinary(binary.data(), sent);
            } else {
                remote.sendText(packet.encoded(), sent);
            }
        }
    }
}
