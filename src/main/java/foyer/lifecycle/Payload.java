package foyer.lifecycle;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.rest.Json;
import foyer.socketio.Event;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Reads the JSON that clients send; it is well-formed already, the packet decoder has seen to that. */
final class Payload {

    private Payload() {}

    /**
     * The object an event carries as its first argument.
     *
     * @throws EventRefused {@code INVALID_INPUT} if it carries none
     */
    static JsonObject of(Event event) throws EventRefused {
        if (!event.jsonArgs().isEmpty() && event.jsonArgs().get(0).startsWith("{")) {
            return Json.parse(event.jsonArgs().get(0));
        }
        throw new EventRefused(Refusal.INVALID_INPUT, "An object is expected with " + event.name());
    }

    /** A text of an object; empty when it is absent, blank or not a text. */
    static Optional<String> text(JsonObject object, String name) {
        JsonValue value = object.getOrDefault(name, JsonValue.NULL);
        return value instanceof JsonString text
                ? Optional.of(text.getString().strip()).filter(stripped -> !stripped.isEmpty())
                : Optional.empty();
    }
}
