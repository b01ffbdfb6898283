package foyer.socketio;

import java.util.Optional;
import java.util.OptionalLong;

/** A packet as a client may send it, decoded and checked. CONNECT_ERROR is the server's alone. */
sealed interface ClientPacket {

    String namespace();

    /** Asks for a namespace; the payload is an object. */
    record Connect(String namespace, Optional<String> authJson) implements ClientPacket {}

    /** Leaves a namespace. */
    record Disconnect(String namespace) implements ClientPacket {}

    /** An event, text or binary, with an id if it wants to be acknowledged. */
    record Emit(String namespace, OptionalLong id, String event, Arguments arguments) implements ClientPacket {}

    /** The answer, text or binary, to an event of the server. */
    record Ack(String namespace, long id, Arguments arguments) implements ClientPacket {}
}
