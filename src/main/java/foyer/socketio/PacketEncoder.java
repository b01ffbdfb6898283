package foyer.socketio;

import foyer.engineio.Packet;
import java.util.ArrayList;
import java.util.List;

/** Writes the packets a server sends, as the protocol has them under "Packet encoding". */
final class PacketEncoder {

    /** Room for the type, an id, brackets and quotes: copying a builder that was too small costs more than building. */
    private static final int PUNCTUATION = 32;

    private PacketEncoder() {}

    /** The answer to an accepted CONNECT. */
    static Packet connect(String namespace, String socketId) {
        return Packet.message(head(PacketType.CONNECT, Arguments.none(), namespace, socketId.length())
                .append("{\"sid\":\"")
                .append(socketId)
                .append("\"}")
                .toString());
    }

    static Packet connectError(String namespace, ConnectError error) {
        StringBuilder out = head(
                        PacketType.CONNECT_ERROR,
                        Arguments.none(),
                        namespace,
                        error.message().length())
                .append("{\"message\":")
                .append(JsonText.quote(error.message()));
        error.dataJson().ifPresent(data -> out.append(",\"data\":").append(data));
        return Packet.message(out.append('}').toString());
    }

    static Packet disconnect(String namespace) {
        return Packet.message(
                head(PacketType.DISCONNECT, Arguments.none(), namespace, 0).toString());
    }

    /** An event without acknowledgement: a text packet, and one for each attachment. */
    static List<Packet> event(String namespace, String event, Arguments arguments) {
        StringBuilder out = head(eventType(arguments), arguments, namespace, event.length());
        return packets(payload(out, event, arguments), arguments);
    }

    /** An event the client is to acknowledge with the id. */
    static List<Packet> event(String namespace, long id, String event, Arguments arguments) {
        StringBuilder out =
                head(eventType(arguments), arguments, namespace, event.length()).append(id);
        return packets(payload(out, event, arguments), arguments);
    }

    /** The acknowledgement of the client's event with the id. */
    static List<Packet> ack(String namespace, long id, Arguments arguments) {
        PacketType type = arguments.attachments().isEmpty() ? PacketType.ACK : PacketType.BINARY_ACK;
        StringBuilder out = head(type, arguments, namespace, 0)
                .append(id)
                .append('[')
                .append(String.join(",", arguments.json()))
                .append(']');
        return packets(out, arguments);
    }

    private static PacketType eventType(Arguments arguments) {
        return arguments.attachments().isEmpty() ? PacketType.EVENT : PacketType.BINARY_EVENT;
    }

    /** @param more how many characters will follow, besides the arguments */
    private static StringBuilder head(PacketType type, Arguments arguments, String namespace, int more) {
        int length = PUNCTUATION + namespace.length() + more;
        for (String argument : arguments.json()) {
            length += argument.length() + 1;
        }
        StringBuilder out = new StringBuilder(length).append(type.code());
        if (type.isBinary()) {
            out.append(arguments.attachments().size()).append('-');
        }
        if (!namespace.equals("/")) {
            out.append(namespace).append(',');
        }
        return out;
    }

    private static StringBuilder payload(StringBuilder out, String event, Arguments arguments) {
        out.append('[').append(JsonText.quote(event));
        arguments.json().forEach(argument -> out.append(',').append(argument));
        return out.append(']');
    }

    private static List<Packet> packets(StringBuilder text, Arguments arguments) {
        Packet header = Packet.message(text.toString());
        if (arguments.attachments().isEmpty()) {
            return List.of(header);
        }
        List<Packet> packets = new ArrayList<>(arguments.attachments().size() + 1);
        packets.add(header);
        arguments.attachments().forEach(data -> packets.add(Packet.message(data)));
        return List.copyOf(packets);
    }
}
