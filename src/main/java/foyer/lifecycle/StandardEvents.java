package foyer.lifecycle;

import foyer.edge.EventRefused;
import foyer.edge.Refusal;
import foyer.guest.Guests;
import foyer.presence.Presence;
import foyer.presence.PresenceStore;
import foyer.rest.Json;
import foyer.socketio.Event;
import foyer.stats.StatsBroadcaster;
import foyer.stats.StatsJson;
import foyer.stats.StatsSettings;
import foyer.stats.StatsStore;
import foyer.token.TokenRefused;
import foyer.token.TokenSubject;
import foyer.token.TokenVerifier;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What a guest can ask for without a partner: statistics, its profile, its presence, a longer stay (contract section 3). */
final class StandardEvents {

    private final Guests guests;
    private final ProfileReader profiles;
    private final PresenceStore presences;
    private final StatsStore statistics;
    private final StatsSettings statsSettings;
    private final StatsBroadcaster broadcaster;
    private final TokenVerifier verifier;
    private final Clock clock;

    StandardEvents(
            Guests guests,
            ProfileReader profiles,
            PresenceStore presences,
            StatsStore statistics,
            StatsSettings statsSettings,
            StatsBroadcaster broadcaster,
            TokenVerifier verifier,
            Clock clock) {
        this.guests = guests;
        this.profiles = profiles;
        this.presences = presences;
        this.statistics = statistics;
        this.statsSettings = statsSettings;
        this.broadcaster = broadcaster;
        this.verifier = verifier;
        this.clock = clock;
    }

    void addTo(ClientEvents events) {
        events.on("get:stats", this::realtimeStats)
                .on("stats:request", this::stats)
                .on("users:online:request", this::onlineUsers)
                .on("guest:register", this::updateGuest)
                .on("guest:update", this::updateGuest)
                .on("presence:online", this::seen)
                .on("presence:searching", this::seen)
                .on("presence:heartbeat", this::seen)
                .on("presence:request_update", this::tellPresence)
                .on("auth:refresh", this::refreshToken);
    }

    private void realtimeStats(GuestSocket guest, Event event, JsonObjectBuilder ack) {
        JsonObject stats = StatsJson.of(statistics.snapshot(statsSettings.maxUsers()), clock.instant());
        guest.emit("realtime:stats", stats.toString());
    }

    private void stats(GuestSocket guest, Event event, JsonObjectBuilder ack) {
        guest.emit("stats:update", StatsJson.of(statistics.stats()).toString());
    }

    private void onlineUsers(GuestSocket guest, Event event, JsonObjectBuilder ack) {
        guest.emit(
                "users:online:update",
                StatsJson.of(statistics.snapshot(statsSettings.maxUsers()).onlineUsers())
                        .toString());
    }

    /** Id and name come from the token; what the client says of them is not looked at. */
    private void updateGuest(GuestSocket guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        ProfileReader.Change change = profiles.read(Payload.of(event));
        String sessionId = guest.guest().sessionId();
        boolean alive = guests.updateProfile(sessionId, change.profile()).isPresent();
        if (alive && change.deviceId().isPresent()) {
            alive = guests.updateDevice(sessionId, change.deviceId().get()).isPresent();
        }
        if (!alive) {
            throw new EventRefused(Refusal.SESSION_NOT_FOUND);
        }
        broadcaster.changed();
    }

    private void seen(GuestSocket guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        touch(guest);
    }

    private void tellPresence(GuestSocket guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        Presence presence = touch(guest);
        guest.emit(
                "presence:update",
                Json.object()
                        .add("userId", presence.userId())
                        .add("username", guest.guest().username())
                        .add("isOnline", presence.isOnline())
                        .add("isSearching", presence.isSearching())
                        .add("lastSeen", Json.time(presence.lastSeen()))
                        .build()
                        .toString());
    }

    private Presence touch(GuestSocket guest) throws EventRefused {
        return presences.seen(guest.guest().userId()).orElseThrow(() -> new EventRefused(Refusal.SESSION_NOT_FOUND));
    }

    /** The new token must be of the same guest and the same session: a socket does not change hands. */
    private void refreshToken(GuestSocket guest, Event event, JsonObjectBuilder ack) throws EventRefused {
        try {
            JsonWebToken token =
                    verifier.verify(Payload.text(Payload.of(event), "token").orElse(""));
            if (!TokenSubject.of(token).equals(Optional.of(guest.guest()))) {
                throw new EventRefused(Refusal.TOKEN_INVALID);
            }
            Instant expiry = Instant.ofEpochSecond(token.getExpirationTime());
            guest.refreshed(expiry);
            ack.add("expiresAt", Json.time(expiry));
        } catch (TokenRefused e) {
            throw new EventRefused(e.refusal());
        }
    }
}
