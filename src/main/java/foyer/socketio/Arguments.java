package foyer.socketio;

import java.util.List;

/**
 * What an event or an acknowledgement carries: JSON texts, and the binary attachments they refer to. An attachment is
 * referred to by the object {@code {"_placeholder":true,"num":n}} in one of the texts, where {@code n} is its index.
 *
 * @param json one JSON text per argument
 * @param attachments the binary attachments; the arrays are not copied and must not be changed
 */
public record Arguments(List<String> json, List<byte[]> attachments) {

    private static final Arguments NONE = new Arguments(List.of(), List.of());

    public Arguments {
        json = List.copyOf(json);
        attachments = List.copyOf(attachments);
    }

    /** No arguments. */
    public static Arguments none() {
        return NONE;
    }

    /** Arguments without attachments. */
    public static Arguments of(String... json) {
        return json.length == 0 ? NONE : new Arguments(List.of(json), List.of());
    }
}
