package foyer.admin;

import foyer.admin.Administration.GuestView;
import foyer.admin.Administration.Page;
import foyer.lifecycle.Measures;
import foyer.lifecycle.SocketView;
import foyer.presence.Presence;
import foyer.rest.Json;
import foyer.room.Room;
import foyer.stats.StatsJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** What {@code /api/admin} answers. */
final class AdminJson {

    private AdminJson() {}

    static JsonObject of(Figures figures, Measures measures, String logLevel) {
        JsonObjectBuilder sockets = Json.object();
        figures.sockets().forEach((transport, count) -> sockets.add(transport.wireName(), count));
        JsonObjectBuilder refused = Json.object();
        measures.refusals().forEach((refusal, count) -> {
            if (count.sum() > 0) {
                refused.add(refusal.code(), count.sum());
            }
        });
        return Json.object()
                .add("version", figures.version())
                .add("node", figures.node())
                .add("uptimeMs", figures.uptime().toMillis())
                .add("ready", figures.ready())
                .add("draining", figures.draining())
                .add("connections", figures.connections())
                .add("sockets", sockets)
                .add("stats", figures.stats().<JsonValue>map(StatsJson::of).orElse(JsonValue.NULL))
                .add(
                        "files",
                        figures.files()
                                .<JsonValue>map(usage -> Json.object()
                                        .add("count", usage.files())
                                        .add("bytes", usage.bytes())
                                        .build())
                                .orElse(JsonValue.NULL))
                .add(
                        "queue",
                        Json.object()
                                .add("packets", figures.backlog().packets())
                                .add("bytes", figures.backlog().bytes())
                                .add("tasks", figures.tasksWaiting()))
                .add("connects", measures.connects())
                .add("refused", refused)
                .add(
                        "store",
                        Json.object()
                                .add("kind", figures.store().kind())
                                .add("up", figures.store().up())
                                .add("trouble", Json.text(figures.store().trouble())))
                .add("logLevel", logLevel)
                .build();
    }

    static JsonObject of(Page page, int offset, int limit) {
        return Json.object()
                .add("guests", StatsJson.of(page.guests()))
                .add("total", page.total())
                .add("offset", offset)
                .add("limit", limit)
                .add("truncated", page.truncated())
                .build();
    }

    static JsonObject of(GuestView guest) {
        Presence presence = guest.presence();
        JsonArrayBuilder sockets = Json.array();
        guest.sockets().forEach(socket -> sockets.add(of(socket)));
        return Json.object()
                .add("id", presence.userId())
                .add("isOnline", presence.isOnline())
                .add("isSearching", presence.isSearching())
                .add("lastSeen", Json.time(presence.lastSeen()))
                .add("connectedUser", Json.text(presence.connectedUser()))
                .add("roomId", Json.text(guest.room().map(Room::id)))
                .add("sockets", sockets)
                .add("otherNodes", guest.otherNodes())
                .build();
    }

    private static JsonObjectBuilder of(SocketView socket) {
        return Json.object()
                .add("socketId", socket.socketId())
                .add("transport", socket.transport())
                .add("since", Json.time(socket.since()))
                .add("bytesIn", socket.bytesIn())
                .add("bytesOut", socket.bytesOut());
    }
}
