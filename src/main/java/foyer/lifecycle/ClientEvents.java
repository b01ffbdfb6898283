package foyer.lifecycle;

import foyer.cluster.StoreUnavailableException;
import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.rest.Json;
import foyer.socketio.Event;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The events of clients (contract section 3): finds the handler, acknowledges, and answers what is refused with the
 * family's error event. Nothing a client sends closes its socket here.
 */
public final class ClientEvents {

    private static final System.Logger LOG = System.getLogger(ClientEvents.class.getName());

    private final Measures measures;
    private final LongAdder others;
    private final Map<String, Listener> listeners = new HashMap<>();
    private final Set<String> swift = new HashSet<>();

    /** @param measures counts them by name */
    ClientEvents(Measures measures) {
        this.measures = measures;
        this.others = measures.event(Measures.OTHER_EVENTS);
    }

    /** Adds the handler of an event; before the first socket comes. */
    ClientEvents on(String event, EventHandler handler) {
        if (listeners.putIfAbsent(event, new Listener(handler, measures.event(event))) != null) {
            throw new IllegalArgumentException("two handlers for " + event);
        }
        return this;
    }

    /** Adds the handler of an event that never waits for anything. */
    ClientEvents onSwift(String event, EventHandler handler) {
        swift.add(event);
        return on(event, handler);
    }

    /** Whether carrying out the event may mean to wait, so that it is not for a container thread. */
    boolean mayWait(Event event) {
        return !swift.contains(event.name());
    }

    /** Carries out an event, in the mailbox of its socket. */
    void handle(GuestSocket guest, Event event) {
        JsonObjectBuilder ack = Json.object().add("ok", true);
        try {
            Listener listener = listeners.get(event.name());
            if (listener == null) {
                others.increment();
                throw new EventRefused(Refusal.UNKNOWN_EVENT);
            }
            listener.count().increment();
            listener.handler().handle(guest, event, ack);
            if (event.wantsAck()) {
                event.ack(ack.build().toString());
            }
        } catch (EventRefused e) {
            refuse(guest, event, e);
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "An event cannot be carried out now", e);
            refuse(guest, event, new EventRefused(Refusal.UNAVAILABLE));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An event of socket " + guest.socketId() + " could not be carried out", e);
            refuse(guest, event, new EventRefused(Refusal.UNAVAILABLE));
        }
    }

    /** Tells the client why its event was not carried out. */
    void refuse(GuestSocket guest, Event event, EventRefused refused) {
        measures.eventRefused(refused.refusal());
        JsonObjectBuilder error = Json.object()
                .add("message", refused.getMessage())
                .add("code", refused.refusal().code());
        refused.retryAfter().ifPresent(wait -> error.add("retryAfterMs", Json.millis(wait)));
        String json = error.build().toString();
        guest.emit(errorEvent(event.name()), json);
        if (event.wantsAck()) {
            event.ack("{\"ok\":false," + json.substring(1));
        }
    }

    /** Who handles an event, and how many have come. */
    private record Listener(EventHandler handler, LongAdder count) {}

    /** The error event of the family an event belongs to. */
    static String errorEvent(String event) {
        return switch (event) {
            case "user:match", "user:match:cancel" -> event + ":error";
            case "get:stats", "stats:request" -> "realtime:stats:error";
            case "leave-room", "close-room" -> "chat:error";
            default ->
                event.startsWith("chat:") ? "chat:error" : event.startsWith("webrtc:") ? "webrtc:error" : "error";
        };
    }
}
