package foyer.socketio;

import foyer.engineio.Packet;
import java.util.List;

/**
 * An event on its way to one client or to thousands: immutable, and encoded once.
 *
 * <pre>{@code
 * Message news = Message.of("news", "{\"count\":3}");
 * namespace.to("readers").emit(news);
 * }</pre>
 */
public final class Message {

    private final String event;
    private final Arguments arguments;
    private final boolean droppable;

    /** Messages are sent to one namespace, hardly ever to two: the last one's encoding is all that is kept. */
    private volatile Encoded encoded = new Encoded("", List.of());

    private Message(String event, Arguments arguments, boolean droppable) {
        this.event = EventNames.requireAllowed(event);
        this.arguments = arguments;
        this.droppable = droppable;
    }

    /**
     * An event with JSON arguments.
     *
     * @throws IllegalArgumentException if the name is one of the reserved ones
     */
    public static Message of(String event, String... jsonArgs) {
        return of(event, Arguments.of(jsonArgs));
    }

    /** An event with attachments, or with the arguments another event came with. */
    public static Message of(String event, Arguments arguments) {
        return new Message(event, arguments, false);
    }

    /** An event that clients which do not keep up may miss. */
    public static Message volatileOf(String event, String... jsonArgs) {
        return of(event, jsonArgs).asVolatile();
    }

    /** The same event, which clients that do not keep up may miss. */
    public Message asVolatile() {
        return droppable ? this : new Message(event, arguments, true);
    }

    public String event() {
        return event;
    }

    public Arguments arguments() {
        return arguments;
    }

    public boolean isVolatile() {
        return droppable;
    }

    /** The packets of this message in a namespace: a text, and one for each attachment. */
    List<Packet> packets(Namespace namespace) {
        Encoded last = encoded;
        if (!last.namespace.equals(namespace.name())) {
            last = new Encoded(namespace.name(), encode(namespace.name()));
            encoded = last;
        }
        return last.packets;
    }

    private List<Packet> encode(String namespace) {
        List<Packet> packets = PacketEncoder.event(namespace, event, arguments);
        return droppable ? packets.stream().map(Packet::asVolatile).toList() : packets;
    }

    @Override
    public String toString() {
        return "Message(" + event + ")";
    }

    private record Encoded(String namespace, List<Packet> packets) {}
}
