package foyer.engineio;

import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What writes our connections: the I/O threads of the server, or what stands in for them. Any thread may ask. */
final class IoThreads {

    private final Map<Thread, IoThread> undertows = new ConcurrentHashMap<>();
    private final List<IoThread> combiners = Stream.<IoThread>generate(WriteCombiner::new)
            .limit(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)) // the others read
            .toList();
    private final AtomicInteger next = new AtomicInteger();

    /** For a new session; never fails. */
    IoThread of(Session session) {
        return UndertowChannel.of(session)
                .flatMap(UndertowChannel::thread)
                .map(thread -> undertows.computeIfAbsent(thread, xnios -> new UndertowThread(xnios, (Executor) xnios)))
                .orElseGet(() -> combiners.get(Math.floorMod(next.getAndIncrement(), combiners.size())));
    }
}
