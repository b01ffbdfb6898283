package foyer.engineio;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What writes our connections: the I/O threads of the server, or what stands in for them. Any thread may ask. */
final class IoThreads {

    private static final System.Logger LOG = System.getLogger(IoThreads.class.getName());

    private final Map<Thread, IoThread> undertows = new ConcurrentHashMap<>();
    private final List<IoThread> combiners = Stream.<IoThread>generate(WriteCombiner::new)
            .limit(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)) // the others read
            .toList();
    private final AtomicInteger next = new AtomicInteger();

    /** For a new session; never fails. */
    IoThread of(Session session) {
        if (session.getClass().getName().startsWith("io.undertow.")) {
            try {
                Object channel =
                        session.getClass().getMethod("getWebSocketChannel").invoke(session);
                Thread thread =
                        (Thread) channel.getClass().getMethod("getIoThread").invoke(channel);
                return undertows.computeIfAbsent(
                        thread, xnios -> new UndertowThread(xnios, (Executor) xnios)); // it is both
            } catch (ReflectiveOperationException | ClassCastException e) {
                LOG.log(Level.DEBUG, "Undertow is not as it was: a broadcast is dearer for it", e);
            }
        }
        return combiners.get(Math.floorMod(next.getAndIncrement(), combiners.size()));
    }
}
