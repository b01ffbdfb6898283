package foyer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import foyer.testing.RestClient;
import foyer.testing.RestClient.Answer;
import foyer.testing.cluster.FoyerNode;
import foyer.testing.cluster.Guest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/** Two guests who are in a room, and what they do there. */
record Meeting(Guest one, Guest other, String roomId) implements AutoCloseable {

    private static final String BOUNDARY = "----boundary";

    /** Two new guests, who are matched; nobody else may be searching. */
    static Meeting between(FoyerNode here, FoyerNode there) {
        return of(Guest.at(here), Guest.at(there));
    }

    /** Two guests who are free. */
    static Meeting of(Guest one, Guest other) {
        one.emit("user:match");
        one.await("user:match:searching");
        other.emit("user:match");
        String room = one.await("user:matched").text("roomId");
        assertThat(other.await("user:matched").text("roomId")).isEqualTo(room);
        for (Guest each : List.of(one, other)) {
            each.await("room:user_joined");
            each.await("room:user_joined");
        }
        return new Meeting(one, other, room);
    }

    /** One says something, and the other hears it. */
    void talk(String text) {
        say(one, other, text);
        say(other, one, text);
    }

    private static void say(Guest speaker, Guest listener, String text) {
        speaker.emit("chat:message", "{\"type\":\"text\",\"content\":\"" + text + "\"}");
        // What was said before may still be on its way.
        Guest.Event heard = listener.await("chat:message");
        while (!heard.text("content").equals(text)) {
            heard = listener.await("chat:message");
        }
        assertThat(speaker.await("chat:message:sent").text("status")).isEqualTo("sent");
    }

    /** One sends a file; gives what the sender is told of it. */
    Answer send(byte[] content) {
        return upload(one.visitor().rest(), roomId, content);
    }

    static Answer upload(RestClient sender, String roomId, byte[] content) {
        String form =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"roomId\"\r\n\r\n" + roomId + "\r\n--"
                        + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cat.txt\"\r\n\r\n";
        String end = "\r\n--" + BOUNDARY + "--\r\n";
        return sender.with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .send(
                        "POST",
                        "/api/files/upload",
                        BodyPublishers.concat(
                                BodyPublishers.ofString(form),
                                BodyPublishers.ofByteArray(content),
                                BodyPublishers.ofString(end)));
    }

    /** What a node answers to whoever has the link of a file. */
    static Answer fetch(FoyerNode node, Answer upload) {
        URI link = URI.create((String) upload.data().get("tempUrl"));
        return node.rest().get(link.getPath() + "?" + link.getQuery());
    }

    /** Ends both sessions; a Redis without its data has forgotten those of guests who were not there. */
    @Override
    public void close() {
        for (Guest guest : List.of(one, other)) {
            assertThat(guest.visitor().rest().delete("/api/guest/me").status()).isIn(204, 401);
        }
    }

    /** The members of an event's object. */
    static Map<String, Object> object(Guest.Event event) {
        try {
            return JSONObjectUtils.parse(event.json());
        } catch (java.text.ParseException e) {
            throw new AssertionError("Not an object: " + event, e);
        }
    }
}
