package foyer.boot;

import foyer.admin.metrics.Metrics;
import foyer.cluster.ClusterSettings;
import foyer.edge.EdgeSettings;
import foyer.edge.OriginPolicy;
import foyer.edge.RateLimit;
import foyer.edge.RateLimiter;
import foyer.file.FileLinks;
import foyer.file.FileSettings;
import foyer.file.FileStore;
import foyer.file.FileTypes;
import foyer.file.RoomFiles;
import foyer.file.RoomMembership;
import foyer.file.Uploads;
import foyer.guest.GuestSettings;
import foyer.guest.GuestStore;
import foyer.guest.Guests;
import foyer.guest.UsernameGenerator;
import foyer.lifecycle.LifecycleSettings;
import foyer.lifecycle.Stores;
import foyer.presence.PresenceStore;
import foyer.rest.Callers;
import foyer.rest.Cors;
import foyer.rest.Forms;
import foyer.room.RoomStore;
import foyer.stats.StatsStore;
import foyer.store.directory.DirectoryFiles;
import foyer.store.memory.MemoryStore;
import foyer.store.redis.RedisSettings;
import foyer.store.redis.RedisStore;
import foyer.token.DeploymentKey;
import foyer.token.KeyAgreement;
import foyer.token.SigningKey;
import foyer.token.TokenIssuer;
import foyer.token.TokenSettings;
import foyer.token.TokenVerifier;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Makes the objects of the features, each once. They are plain final classes that take what they need in their constructors and know
 * nothing of CDI; {@code @Singleton}, which needs no proxy, lets them stay so.
 */
@ApplicationScoped
public class Wiring {

    /** How many addresses the limit of new guests tells apart. */
    private static final int GUEST_ADDRESSES = 100_000;

    /** How many sessions the limit of uploads tells apart. */
    private static final int UPLOADING_SESSIONS = 100_000;

    private static final long MEGABYTE = 1024 * 1024;

    @Resource
    private ManagedThreadFactory threads;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    // ---- the edge ----

    @Produces
    @Singleton
    OriginPolicy origins(EdgeSettings settings) {
        return settings.origins();
    }

    @Produces
    @Singleton
    Callers callers(EdgeSettings settings) {
        return new Callers(settings.addresses());
    }

    @Produces
    @Singleton
    Cors cors(OriginPolicy origins, Callers callers) {
        return new Cors(origins, callers);
    }

    @Produces
    @Singleton
    Forms forms(Validator validator) {
        return new Forms(validator);
    }

    // ---- tokens ----

    @Produces
    @Singleton
    SigningKey signingKey() {
        return DeploymentKey.get();
    }

    @Produces
    @Singleton
    TokenIssuer tokenIssuer(SigningKey key, TokenSettings settings, Clock clock) {
        return new TokenIssuer(key, settings, clock);
    }

    @Produces
    @Singleton
    TokenVerifier tokenVerifier(SigningKey key, TokenSettings settings, Clock clock) {
        return new TokenVerifier(key, settings, clock);
    }

    // ---- the store ----

    @Produces
    @Singleton
    Stores stores(
            TokenSettings token,
            LifecycleSettings lifecycle,
            ClusterSettings cluster,
            RedisSettings redis,
            Clock clock) {
        Duration widenAfter = lifecycle.rooms().widenAfter();
        if (redis.isPresent()) {
            RedisStore.Times times = new RedisStore.Times(cluster.lease(), token.lifetime(), widenAfter);
            return new RedisStore(redis, times, hostName(), threads);
        }
        // Alone: nothing is ever handed on.
        return new MemoryStore(token.lifetime(), widenAfter, cluster.lease(), clock).node("memory", Runnable::run);
    }

    /** What an administrator knows this machine by. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    /** {@link Node}, its last user, has closed it; this is for a deployment that failed half-way. */
    void close(@Disposes Stores stores) {
        stores.close();
    }

    @Produces
    @Singleton
    GuestStore guestStore(Stores stores) {
        return stores.guests();
    }

    @Produces
    @Singleton
    PresenceStore presenceStore(Stores stores) {
        return stores.presences();
    }

    @Produces
    @Singleton
    StatsStore statsStore(Stores stores) {
        return stores.statistics();
    }

    @Produces
    @Singleton
    RoomStore roomStore(Stores stores) {
        return stores.rooms();
    }

    @Produces
    @Singleton
    KeyAgreement keyAgreement(SigningKey key, Stores stores) {
        return new KeyAgreement(key, stores instanceof RedisStore redis ? redis.signingKeys() : Set::of);
    }

    // ---- metrics ----

    @Produces
    @Singleton
    Metrics metrics() {
        return new Metrics();
    }

    /** Closed with the application: it listens to the virtual machine, which stays. */
    void close(@Disposes Metrics metrics) {
        metrics.close();
    }

    // ---- guests ----

    @Produces
    @Singleton
    Guests guests(GuestStore store, TokenIssuer tokens, GuestSettings settings, Clock clock) {
        RateLimiter arrivals =
                new RateLimiter(RateLimit.perMinute(settings.guestsPerMinute()), GUEST_ADDRESSES, System::nanoTime);
        return new Guests(store, tokens, new UsernameGenerator(new SecureRandom()), arrivals, clock);
    }

    // ---- files ----

    @Produces
    @Singleton
    FileStore fileStore(FileSettings settings, Stores stores, Clock clock) {
        long mostBytes = settings.maxMegabytesInAll() * MEGABYTE;
        return stores instanceof RedisStore redis
                ? redis.files(mostBytes)
                : DirectoryFiles.open(settings.directory(), mostBytes, clock);
    }

    /** Files do not outlive the application. {@link Node} has closed them; this is for a deployment that failed half-way. */
    void close(@Disposes FileStore store) {
        store.close();
    }

    @Produces
    @Singleton
    RoomFiles roomFiles(FileStore store) {
        return new RoomFiles(store);
    }

    @Produces
    @Singleton
    RoomMembership roomMembership(RoomStore rooms) {
        return (userId, roomId) ->
                rooms.roomOf(userId).filter(room -> room.id().equals(roomId)).isPresent();
    }

    @Produces
    @Singleton
    FileTypes fileTypes() {
        return new FileTypes();
    }

    @Produces
    @Singleton
    FileLinks fileLinks(SigningKey key, Clock clock) {
        return new FileLinks(key.derive(FileLinks.KEY_LABEL), clock);
    }

    @Produces
    @Singleton
    Uploads uploads(FileStore store, RoomMembership rooms, FileTypes types, FileSettings settings, Clock clock) {
        RateLimit limit = new RateLimit(settings.uploadsPerHour(), Duration.ofHours(1), settings.uploadsPerHour());
        RateLimiter allowances = new RateLimiter(limit, UPLOADING_SESSIONS, System::nanoTime);
        return new Uploads(store, rooms, types, settings, allowances, new SecureRandom(), clock);
    }
}
