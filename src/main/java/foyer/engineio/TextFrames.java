package foyer.engineio;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;

/** The way of a text packet into a session. One frame at a time, as in {@link RemoteEndpoint.Async}. */
@FunctionalInterface
interface TextFrames {

    /**
     * Begins to send; never blocks.
     *
     * @param sent called once, from any thread and maybe before this method returns
     * @throws IllegalStateException if the session is closed
     */
    void send(Packet.Text packet, SendHandler sent);

    /** The quickest way there is with this server. */
    static TextFrames of(Session session) {
        // Elsewhere the class is not even loaded: it names one of Tyrus'.
        if (session.getClass().getName().startsWith("org.glassfish.tyrus.")) {
            try {
                return TyrusFrames.of(session).orElseGet(() -> standard(session));
            } catch (LinkageError e) {
                System.getLogger(TextFrames.class.getName())
                        .log(Level.WARNING, "Tyrus is not as it was: what everybody is told is dearer for it", e);
            }
        }
        return standard(session);
    }

    private static TextFrames standard(Session session) {
        RemoteEndpoint.Async remote = session.getAsyncRemote();
        return (packet, sent) -> remote.sendText(packet.encoded(), sent);
    }
}
