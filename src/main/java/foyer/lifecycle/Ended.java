package foyer.lifecycle;

import foyer.cluster.Letter;
import foyer.rest.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/**
 * The letter to a node that holds sockets of a session that was ended: it sends them away. Its body is
 * <code>{"userId": "guest_1", "sockets": ["a", "b"]}</code>, its lane the user's id.
 *
 * @param sockets those of the node it goes to
 */
public record Ended(String userId, List<String> sockets) {

    /** The kind of the letter. */
    public static final String KIND = "ended";

    public Ended {
        sockets = List.copyOf(sockets);
    }

    /** As it is sent. */
    public Letter letter() {
        JsonArrayBuilder ids = Json.array();
        sockets.forEach(ids::add);
        return new Letter(
                KIND,
                userId,
                Json.object().add("userId", userId).add("sockets", ids).build().toString());
    }

    /** Reads a letter of this kind. */
    static Ended read(Letter letter) {
        JsonObject json = Json.parse(letter.body());
        return new Ended(
                json.getString("userId"),
                json.getJsonArray("sockets").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList());
    }
}
