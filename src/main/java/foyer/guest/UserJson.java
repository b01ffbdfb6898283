package foyer.guest;

import foyer.presence.Presence;
import foyer.rest.Json;
import foyer.token.IssuedToken;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The contract's {@code user} and its kin: what a guest is shown of itself. It holds the session id: for nobody else. */
final class UserJson {

    private UserJson() {}

    static JsonObject of(GuestSession session) {
        return user(session).build();
    }

    static JsonObject of(GuestSession session, Presence presence) {
        return user(session)
                .add("isOnline", presence.isOnline())
                .add("lastSeen", Json.time(presence.lastSeen()))
                .add("isSearching", presence.isSearching())
                .add("connectedUser", Json.text(presence.connectedUser()))
                .build();
    }

    static JsonObject of(Profile profile) {
        return profile(Json.object(), profile).build();
    }

    static JsonObjectBuilder token(IssuedToken token) {
        return Json.object().add("token", token.value()).add("expiresAt", Json.time(token.expiresAt()));
    }

    private static JsonObjectBuilder user(GuestSession session) {
        JsonObjectBuilder user = Json.object()
                .add("id", session.userId())
                .add("username", session.username())
                .add("isGuest", true)
                .add("sessionId", session.sessionId());
        return profile(user, session.profile());
    }

    private static JsonObjectBuilder profile(JsonObjectBuilder object, Profile profile) {
        return object.add("location", Json.text(profile.location()))
                .add("gender", Json.text(profile.gender()))
                .add("language", Json.text(profile.language()));
    }
}
