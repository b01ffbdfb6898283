package foyer.engineio;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The channel of a WebSocket on WildFly. Undertow has a set of them all, and takes one out when its connection ends, but not when the connection
 * has ended before the channel was made: of a client that resets within the handshake channel, session and endpoint would stay until
 * undeployment. Any thread.
 */
final class UndertowChannel {

    private static final System.Logger LOG = System.getLogger(UndertowChannel.class.getName());
    private static final String CHANNEL = "io.undertow.websockets.core.WebSocketChannel";

    private final Object channel;

    private UndertowChannel(Object channel) {
        this.channel = channel;
    }

    /** Empty on other servers, and on an Undertow that is a stranger. */
    static Optional<UndertowChannel> of(Session session) {
        if (!session.getClass().getName().startsWith("io.undertow.")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UndertowChannel(
                    session.getClass().getMethod("getWebSocketChannel").invoke(session)));
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "Undertow is not as it was: a broadcast is dearer for it", e);
            return Optional.empty();
        }
    }

    /** The I/O thread of the connection, which is an {@link Executor} as well. */
    Optional<Thread> thread() {
        try {
            Object thread = channel.getClass().getMethod("getIoThread").invoke(channel);
            return Optional.of(thread).filter(Executor.class::isInstance).map(Thread.class::cast);
        } catch (ReflectiveOperationException | ClassCastException e) {
            LOG.log(Level.WARNING, "Undertow is not as it was: a broadcast is dearer for it", e);
            return Optional.empty();
        }
    }

    /** Takes it out of the set. The session is closed: nobody looks for it there any more, and Undertow may do the same later. */
    void forget() {
        try {
            // Channels are of a class for each version of the protocol, and the set is in the one that is for all.
            Field peers = Class.forName(CHANNEL, false, channel.getClass().getClassLoader())
                    .getDeclaredField("peerConnections");
            peers.setAccessible(true);
            ((Collection<?>) peers.get(channel)).remove(channel);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "Undertow is not as it was: it keeps clients that vanish within the handshake", e);
        }
    }
}
