package foyer.store.redis;

import foyer.config.Settings;
import foyer.lifecycle.Stores;
import foyer.store.contract.StoreFixture;
import foyer.testing.MapConfig;
import foyer.testing.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;

/**
 * Stores on a real Redis, which is emptied before. Time is made to pass by making everything in it older, so that the tests need not wait for
 * it.
 */
final class RedisFixture implements StoreFixture {

    private static final String PREFIX = "foyer:";

    private final RedisProcess redis;
    private final List<RedisStore> nodes = new ArrayList<>();

    RedisFixture(RedisProcess redis) {
        this.redis = redis;
        clear();
    }

    @Override
    public Stores node(String name) {
        return node(name, Map.of());
    }

    /** A node with some properties besides. */
    RedisStore node(String name, Map<String, String> properties) {
        return node(name, properties, Thread::new);
    }

    RedisStore node(String name, Map<String, String> properties, ThreadFactory threads) {
        Map<String, String> all = new HashMap<>(Map.of("foyer.redis.url", redis.url()));
        all.putAll(properties);
        Settings settings = new Settings(new MapConfig(all));
        RedisSettings read = RedisSettings.read(settings);
        settings.check();
        RedisStore node = new RedisStore(read, new RedisStore.Times(LEASE, LIFETIME, WIDEN), name, threads);
        nodes.add(node);
        return node;
    }

    /** A node that is up and has joined, without threads of its own: it sends no command but those it is asked for. */
    RedisStore quietNode(String name) {
        RedisStore node = node(name, Map.of());
        node.gate().probe();
        node.leases().join();
        return node;
    }

    @Override
    public void pass(Duration time) {
        redis.command("EVAL", script("age"), "1", PREFIX, Long.toString(time.toMillis()));
    }

    @Override
    public void clear() {
        redis.command("FLUSHALL");
    }

    /** All keys there are, without the prefix. */
    Set<String> keys() {
        return ((List<?>) redis.command("KEYS", "*"))
                .stream()
                        .map(key -> new String((byte[]) key, StandardCharsets.UTF_8).substring(PREFIX.length()))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean isEmpty() {
        return keys().stream().allMatch(key -> key.matches("nodes|epoch|probe|truce|(ended|last|missed):.*"));
    }

    @Override
    public void close() {
        nodes.forEach(RedisStore::close);
    }

    static String script(String name) {
        try (InputStream file = RedisFixture.class.getResourceAsStream(name + ".lua")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
