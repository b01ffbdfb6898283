package foyer.store.redis;

import foyer.guest.GuestSession;
import foyer.guest.GuestStore;
import foyer.guest.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sessions in Redis. */
final class RedisGuests implements GuestStore {

    private static final String NO_LONGER = "0";

    private final RedisGate redis;
    private final String lifetime;

    RedisGuests(RedisGate redis, Duration lifetime) {
        this.redis = redis;
        this.lifetime = Long.toString(lifetime.toMillis());
    }

    @Override
    public void create(GuestSession session) {
        redis.run(Script.GUEST_CREATE, whole(session));
    }

    @Override
    public Optional<GuestSession> find(String sessionId) {
        return update(sessionId, NO_LONGER, List.of());
    }

    @Override
    public Optional<GuestSession> updateProfile(String sessionId, Profile changes) {
        List<String> fields = new ArrayList<>();
        addProfile(fields, changes);
        return update(sessionId, NO_LONGER, fields);
    }

    @Override
    public Optional<GuestSession> updateDevice(String sessionId, String deviceId) {
        return update(sessionId, NO_LONGER, List.of("device", deviceId));
    }

    @Override
    public Optional<GuestSession> extend(String sessionId) {
        return update(sessionId, lifetime, List.of());
    }

    @Override
    public Optional<GuestSession> delete(String sessionId) {
        return GuestReply.readOptional(redis.run(Script.GUEST_DELETE, sessionId))
                .map(GuestReply::session);
    }

    @Override
    public int removeExpired() {
        return redis.run(Script.GUESTS_EXPIRE).count();
    }

    @Override
    public void restore(List<GuestSession> sessions) {
        redis.runAll(
                Script.GUEST_RESTORE, sessions.stream().map(RedisGuests::whole).toList());
    }

    @Override
    public void recover(List<GuestSession> sessions) {
        restore(sessions);
    }

    private Optional<GuestSession> update(String sessionId, String longer, List<String> fields) {
        List<String> arguments = new ArrayList<>(List.of(sessionId, longer));
        arguments.addAll(fields);
        return GuestReply.readOptional(redis.run(Script.GUEST_UPDATE, arguments.toArray(String[]::new)))
                .map(GuestReply::session);
    }

    private static String[] whole(GuestSession session) {
        String created = Long.toString(session.createdAt().toEpochMilli());
        List<String> arguments = new ArrayList<>(List.of(
                session.sessionId(),
                Long.toString(session.expiresAt().toEpochMilli()),
                "user",
                session.userId(),
                "name",
                session.username(),
                "created",
                created,
                "seen",
                created));
        session.deviceId().ifPresent(device -> add(arguments, "device", device));
        addProfile(arguments, session.profile());
        return arguments.toArray(String[]::new);
    }

    private static void addProfile(List<String> fields, Profile profile) {
        profile.location().ifPresent(location -> add(fields, "location", location));
        profile.gender().ifPresent(gender -> add(fields, "gender", gender));
        profile.language().ifPresent(language -> {
            add(fields, "language", language);
            // Lua knows no letters but those of ASCII
            add(fields, "speaks", language.toLowerCase(Locale.ROOT));
        });
    }

    private static void add(List<String> fields, String name, String value) {
        fields.add(name);
        fields.add(value);
    }
}
