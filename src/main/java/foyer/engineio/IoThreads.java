package foyer.engineio;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The I/O threads of the server that write our connections, each one once. Any thread may ask. */
final class IoThreads {

    private static final System.Logger LOG = System.getLogger(IoThreads.class.getName());

    private final Map<Object, IoThread> threads = new ConcurrentHashMap<>();

    /** The thread of a session; never fails. */
    IoThread of(Session session) {
        if (!session.getClass().getName().startsWith("io.undertow.")) {
            return IoThread.CALLER;
        }
        try {
            Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
            Object xnios = channel.getClass().getMethod("getIoThread").invoke(channel);
            return threads.computeIfAbsent(xnios, thread -> new UndertowThread((Thread) thread, (Executor) thread));
        } catch (ReflectiveOperationException | ClassCastException e) {
            LOG.log(Level.DEBUG, "Undertow is not as it was: a broadcast is dearer for it", e);
            return IoThread.CALLER;
        }
    }
}
