package foyer.stats;

import foyer.presence.Presence;
import foyer.rest.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Statistics as the contract has them, over REST and on sockets. */
public final class StatsJson {

    private StatsJson() {}

    /** {@code stats}: the counts. */
    public static JsonObject of(Stats stats) {
        return Json.object()
                .add("totalUsers", stats.totalUsers())
                .add("onlineUsers", stats.onlineUsers())
                .add("activeUsers", stats.activeUsers())
                .add("availableUsers", stats.availableUsers())
                .add("connectedUsers", stats.connectedUsers())
                .build();
    }

    /** {@code {stats, onlineUsers, timestamp, truncated}}: the payload of {@code realtime:stats}. */
    public static JsonObject of(Snapshot snapshot, Instant now) {
        return Json.object()
                .add("stats", of(snapshot.stats()))
                .add("onlineUsers", of(snapshot.onlineUsers()))
                .add("timestamp", Json.time(now))
                .add("truncated", snapshot.truncated())
                .build();
    }

    /** {@code onlineUsers}: an array of users. */
    public static JsonArray of(List<OnlineUser> users) {
        JsonArrayBuilder array = Json.array();
        users.forEach(user -> array.add(of(user)));
        return array.build();
    }

    private static JsonObject of(OnlineUser user) {
        Presence presence = user.presence();
        return Json.object()
                .add("id", presence.userId())
                .add("username", user.username())
                .add("isOnline", presence.isOnline())
                .add("isSearching", presence.isSearching())
                .add("lastSeen", Json.time(presence.lastSeen()))
                .add("location", Json.text(user.profile().location()))
                .add("gender", Json.text(user.profile().gender()))
                .add("language", Json.text(user.profile().language()))
                .add("isGuest", true)
                .build();
    }
}
