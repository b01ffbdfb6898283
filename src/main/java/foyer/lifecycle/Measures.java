package foyer.lifecycle;

import foyer.edge.Refusal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened to the connections of this node since its start, counted. Any thread may use it; counting costs some
 * nanoseconds and makes no garbage, so that it can stand in the way of every message.
 */
public final class Measures {

    /** Under which events are counted that nobody listens for: a client may call them what it likes. */
    static final String OTHER_EVENTS = "other";

    private final Timings timings;
    private final Returns returns = new Returns(System::nanoTime);
    private final LongAdder connects = new LongAdder();
    private final Map<Refusal, LongAdder> refusals = adders(Refusal.class);
    private final Map<Refusal, LongAdder> eventRefusals = adders(Refusal.class);
    private final Map<DisconnectReason, LongAdder> disconnects = adders(DisconnectReason.class);
    private final Map<String, LongAdder> events = new ConcurrentHashMap<>();

    /** @param timings takes the times */
    public Measures(Timings timings) {
        this.timings = timings;
        event(OTHER_EVENTS);
    }

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> type) {
        Map<K, LongAdder> adders = new EnumMap<>(type);
        for (K key : type.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return Collections.unmodifiableMap(adders);
    }

    /** The counter of events of that name: asked for once, by who handles them. */
    LongAdder event(String name) {
        return events.computeIfAbsent(name, key -> new LongAdder());
    }

    void opened(Duration afterRequest) {
        timings.opened(Math.max(0, afterRequest.toNanos()));
    }

    void established(String userId, long nanosAfterConnect) {
        connects.increment();
        timings.established(nanosAfterConnect);
        returns.back(userId).ifPresent(timings::returned);
    }

    void refused(Refusal refusal) {
        refusals.get(refusal).increment();
    }

    void eventRefused(Refusal refusal) {
        eventRefusals.get(refusal).increment();
    }

    /** @param last whether it was the guest's last socket */
    void disconnected(String userId, DisconnectReason reason, Duration duration, boolean last) {
        disconnects.get(reason).increment();
        timings.ended(Math.max(0, duration.toNanos()));
        if (last && reason.hasGrace()) {
            returns.lost(userId);
        }
    }

    /** How many sockets were let in. */
    public long connects() {
        return connects.sum();
    }

    /** How many connections were refused, by what they were told; all that can be are there. */
    public Map<Refusal, LongAdder> refusals() {
        return refusals;
    }

    /** How many events were refused, likewise. */
    public Map<Refusal, LongAdder> eventRefusals() {
        return eventRefusals;
    }

    /** How many sockets have ended, by why; all reasons are there. */
    public Map<DisconnectReason, LongAdder> disconnects() {
        return disconnects;
    }

    /** How many events have come, by name: those of the contract, and all others as one. Complete when the node has started. */
    public Map<String, LongAdder> events() {
        return new TreeMap<>(events);
    }
}
