package foyer.room;

import foyer.presence.Presence;
import foyer.rest.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The payloads of the room's events (contract section 4). */
final class RoomJson {

    private static final String CLOSED = "The other user has left. Room closed.";

    private RoomJson() {}

    static String message(String text) {
        return Json.object().add("message", text).build().toString();
    }

    static String matched(Room room, Member to, boolean resumed) {
        Member partner = room.partnerOf(to.userId());
        JsonObject user = Json.object()
                .add("id", partner.userId())
                .add("username", partner.username())
                .add("isGuest", true)
                .add("location", Json.text(partner.profile().location()))
                .add("gender", Json.text(partner.profile().gender()))
                .add("language", Json.text(partner.profile().language()))
                .build();
        JsonObjectBuilder matched = Json.object().add("matchedUser", user).add("roomId", room.id());
        if (resumed) {
            matched.add("resumed", true);
        }
        return matched.build().toString();
    }

    static String user(Member who) {
        return of(who).build().toString();
    }

    static String user(Member who, String message) {
        return of(who).add("message", message).build().toString();
    }

    static String away(Member who, long graceMs) {
        return of(who).add("graceMs", graceMs).build().toString();
    }

    static String cleared(Member who, ClosedReason reason) {
        return of(who).add("reason", reason.wireName()).build().toString();
    }

    static String closed(Member who, ClosedReason reason) {
        return of(who).add("message", CLOSED)
                .add("reason", reason.wireName())
                .build()
                .toString();
    }

    /** For one who comes back and finds the room closed. */
    static String partnerGone(Room room, String userId) {
        return closed(room.partnerOf(userId), ClosedReason.PARTNER_OFFLINE);
    }

    static String presence(Presence presence, String username) {
        return Json.object()
                .add("userId", presence.userId())
                .add("username", username)
                .add("isOnline", presence.isOnline())
                .add("isSearching", presence.isSearching())
                .add("lastSeen", Json.time(presence.lastSeen()))
                .build()
                .toString();
    }

    private static JsonObjectBuilder of(Member who) {
        return Json.object().add("userId", who.userId()).add("username", who.username());
    }
}
