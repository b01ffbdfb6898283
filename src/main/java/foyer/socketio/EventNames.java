package foyer.socketio;

import java.util.Set;

/** The names that mean something to the client itself, and may therefore be nobody's event. */
final class EventNames {

    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    static String requireAllowed(String name) {
        if (isReserved(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is a reserved event name");
        }
        return name;
    }
}
