package foyer.socketio;

import foyer.engineio.PacketException;
import foyer.socketio.JsonScanner.Token;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a JSON object as pieces of its text: a member can be looked at, or passed on as it is, without the
 * object being decoded. For objects that were checked already, as the arguments of an {@link Event} are.
 *
 * <pre>{@code
 * JsonMembers message = JsonMembers.of("{\"type\":\"text\",\"content\":\"hi\"}").orElseThrow();
 * message.text("type");   // text, as characters
 * message.raw("content"); // "hi", as JSON
 * }</pre>
 */
public final class JsonMembers {

    /** Arguments are no deeper than their packet, whatever its limit. */
    private static final int MAX_DEPTH = 256;

    private final Map<String, String> raw;

    private JsonMembers(Map<String, String> raw) {
        this.raw = raw;
    }

    /** The members of a JSON text; empty when it is not an object. Of two members of one name the last counts. */
    public static Optional<JsonMembers> of(String json) {
        try {
            JsonScanner scanner = new JsonScanner(json, 0, MAX_DEPTH);
            if (scanner.next() != Token.BEGIN_OBJECT) {
                return Optional.empty();
            }
            Map<String, String> members = new HashMap<>();
            while (scanner.next() == Token.NAME) {
                String name = scanner.string();
                Token token = scanner.next();
                int start = scanner.start();
                scanner.skipChildren(token);
                members.put(name, json.substring(start, scanner.end()));
            }
            return Optional.of(new JsonMembers(members));
        } catch (PacketException e) {
            return Optional.empty();
        }
    }

    /** The JSON text of a member; empty when it is absent or {@code null}. */
    public Optional<String> raw(String name) {
        return rawOrNull(name).filter(value -> !value.equals("null"));
    }

    /** The JSON text of a member, which may be {@code null}; empty when it is absent. */
    public Optional<String> rawOrNull(String name) {
        return Optional.ofNullable(raw.get(name));
    }

    /** The characters of a member that is a string. */
    public Optional<String> text(String name) {
        return raw(name).filter(value -> value.charAt(0) == '"').map(JsonMembers::unquote);
    }

    /** The value of a member that is a number. */
    public Optional<Double> number(String name) {
        return raw(name)
                .filter(value -> value.charAt(0) == '-' || Character.isDigit(value.charAt(0)))
                .map(Double::valueOf);
    }

    private static String unquote(String quoted) {
        try {
            JsonScanner scanner = new JsonScanner(quoted, 0, 1);
            scanner.next();
            return scanner.string();
        } catch (PacketException e) {
            throw new IllegalStateException("not a JSON string after all", e);
        }
    }
}
