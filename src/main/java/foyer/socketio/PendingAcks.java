package foyer.socketio;

import foyer.engineio.Timers;
import foyer.engineio.Timers.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The acknowledgements a socket waits for. Whoever takes one out of the map calls its callback, so it is called once. */
final class PendingAcks {

    private final Timers timers;
    private final Map<Long, Pending> pending = new HashMap<>(4);
    private long nextId;
    private boolean closed;

    PendingAcks(Timers timers) {
        this.timers = timers;
    }

    /** Begins to wait; empty if the socket is over, and then the callback is left to the caller. */
    synchronized OptionalLong add(Duration timeout, AckCallback callback) {
        if (closed) {
            return OptionalLong.empty();
        }
        long id = nextId++;
        Timer timer = timers.after(timeout, () -> complete(id, Optional.empty()));
        pending.put(id, new Pending(callback, timer));
        return OptionalLong.of(id);
    }

    /** An answer came, or time is over; an id nobody waits for is ignored. */
    void complete(long id, Optional<Arguments> answer) {
        Optional<Pending> found = take(id);
        found.ifPresent(ack -> ack.complete(answer));
    }

    /** The socket is over: nobody is going to answer. */
    void close() {
        takeAll().forEach(ack -> ack.complete(Optional.empty()));
    }

    private synchronized Optional<Pending> take(long id) {
        return Optional.ofNullable(pending.remove(id));
    }

    private synchronized List<Pending> takeAll() {
        closed = true;
        List<Pending> all = List.copyOf(pending.values());
        pending.clear();
        return all;
    }

    private record Pending(AckCallback callback, Timer timer) {
        void complete(Optional<Arguments> answer) {
            timer.cancel();
            Guard.run("onAck", () -> callback.onAck(answer));
        }
    }
}
