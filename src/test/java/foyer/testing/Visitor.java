package foyer.testing;

import foyer.testing.RestClient.Answer;
import java.util.List;
import java.util.Map;

/**
 * A guest of the server under test.
 *
 * @param rest its REST client, with its token
 */
public record Visitor(RestClient rest, String token, String userId, String sessionId) {

    /** A new guest; the client's headers (an address, say) stay with it. */
    public static Visitor arrive(RestClient client) {
        Answer answer = client.post("/api/guest", "{}");
        if (answer.status() != 201) {
            throw new AssertionError("No guest was let in: " + answer.text());
        }
        String token = (String) answer.data().get("token");
        Map<String, Object> user = answer.data("user");
        return new Visitor(client.bearing(token), token, (String) user.get("id"), (String) user.get("sessionId"));
    }

    /** The same guest, speaking to another server. */
    public Visitor at(RestClient server) {
        return new Visitor(server.bearing(token), token, userId, sessionId);
    }

    /** A socket of this guest over WebSocket; without the token in a header. */
    public Wire webSocket() {
        return Wire.webSocket(withoutToken()).entered(token);
    }

    /** A socket of this guest over polling. */
    public Wire polling() {
        return Wire.polling(withoutToken()).entered(token);
    }

    /** Whether others see it online, by its own word. */
    public boolean isOnline() {
        return (Boolean) rest.get("/api/guest/" + sessionId).data("user").get("isOnline");
    }

    /** One of the server's counts, {@code onlineUsers} say. */
    public long count(String name) {
        return (Long) rest.get("/api/stats").data("stats").get(name);
    }

    /** The ids of those listed as online. */
    public List<?> listed() {
        return ((List<?>) rest.get("/api/stats").data().get("onlineUsers"))
                .stream().map(user -> ((Map<?, ?>) user).get("id")).toList();
    }

    /** Ends its session. */
    public void end() {
        Answer answer = rest.delete("/api/guest/me");
        if (answer.status() != 204) {
            throw new AssertionError("The session was not ended: " + answer.status() + " " + answer.text());
        }
    }

    private RestClient withoutToken() {
        return rest.without("Authorization");
    }
}
