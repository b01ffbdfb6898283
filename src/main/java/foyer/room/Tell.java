package foyer.room;

import foyer.cluster.Letter;
import foyer.socketio.JsonMembers;
import foyer.socketio.Message;
import java.util.Optional;

/**
 * An event for a guest's sockets on another node. Its JSON is passed on as it is.
 *
 * @param to the user id
 * @param since tells the meeting in which it was said; empty for what concerns no room
 * @param except a socket that is left out
 */
record Tell(String to, Optional<String> since, Optional<String> except, Message message) {

    static final String KIND = "tell";

    /** @param lane the id of the room; of the guest if it concerns none */
    Letter letter(String lane) {
        String json = message.arguments().json().isEmpty()
                ? "null"
                : message.arguments().json().get(0);
        StringBuilder body = new StringBuilder(json.length() + 160)
                .append("{\"to\":\"")
                .append(to)
                .append('"');
        since.ifPresent(time -> body.append(",\"since\":\"").append(time).append('"'));
        except.ifPresent(
                socketId -> body.append(",\"except\":\"").append(socketId).append('"'));
        if (message.isVolatile()) {
            body.append(",\"volatile\":true");
        }
        body.append(",\"event\":\"")
                .append(message.event())
                .append("\",\"json\":")
                .append(json);
        return new Letter(KIND, lane, body.append('}').toString());
    }

    /** Reads a letter of this kind; empty if it is none. */
    static Optional<Tell> read(Letter letter) {
        return JsonMembers.of(letter.body()).map(json -> {
            Message message = Message.of(
                    json.text("event").orElseThrow(), json.rawOrNull("json").orElseThrow());
            return new Tell(
                    json.text("to").orElseThrow(),
                    json.text("since"),
                    json.text("except"),
                    json.raw("volatile").isPresent() ? message.asVolatile() : message);
        });
    }
}
