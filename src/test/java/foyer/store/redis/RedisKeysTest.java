package foyer.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.store.contract.TestNode;
import foyer.testing.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in Redis, when it ends, and how many commands it takes. */
class RedisKeysTest {

    private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z|]+):calls=(\\d+)");
    private static final Set<String> INSIDE_SCRIPTS = Set.of(
            "time",
            "hmget",
            "hget",
            "hset",
            "hdel",
            "hlen",
            "hvals",
            "hincrby",
            "hgetall",
            "get",
            "set",
            "del",
            "exists",
            "persist",
            "pexpireat",
            "zadd",
            "zrem",
            "zscore",
            "zcard",
            "publish");

    private static RedisProcess redis;

    private RedisFixture store;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        store = new RedisFixture(redis);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aHundredConnectsAndDisconnectsAreTwoHundredRoundTrips() {
        RedisStore node = store.quietNode("node");
        TestNode guests = TestNode.of(node);
        for (int i = 0; i < 100; i++) {
            guests.create("g" + i);
        }
        // Known to Redis from now on.
        guests.arrive("g0", "first");
        guests.disconnect("g0", "first");
        redis.command("CONFIG", "RESETSTAT");

        for (int i = 0; i < 100; i++) {
            guests.arrive("g" + i, "socket");
        }
        for (int i = 0; i < 100; i++) {
            guests.disconnect("g" + i, "socket");
        }

        Map<String, Integer> calls = calls();
        assertThat(calls).containsEntry("evalsha", 200);
        calls.keySet().removeAll(INSIDE_SCRIPTS);
        calls.keySet().removeIf(command -> command.matches("hello|config.*"));
        assertThat(calls).as("besides those of this test itself").containsOnlyKeys("evalsha");
    }

    @Test
    void whenAllHaveGoneOnlyTheEpochAndTheNodesAreLeft() {
        TestNode here = TestNode.started(store.node("here"));
        TestNode there = TestNode.started(store.node("there"));
        here.online("ann", "bob");
        there.online("cid");
        there.arrive("ann", "tab");
        Room room = here.meet("ann", "bob");
        there.search("cid");
        here.disconnect("bob", "bob-socket", Duration.ofSeconds(5));
        here.stores().rooms().close(room, new Exit("guest_bob", ClosedReason.USER_DISCONNECTED, Exit.Kind.LOST));
        for (String name : new String[] {"ann", "bob", "cid"}) {
            here.stores().connections().end(name);
        }
        store.pass(Duration.ofMinutes(2));

        assertThat(store.keys()).containsExactly("ended:ann", "ended:bob", "ended:cid", "epoch", "nodes");
        store.pass(RedisFixture.LIFETIME);

        assertThat(store.keys()).containsOnly("epoch", "nodes");

        here.stores().leases().leave();
        there.stores().leases().leave();
        store.close();
        assertThat(store.keys()).isSubsetOf("epoch", "probe");
    }

    @Test
    void whatNobodyEndsEndsByItself() {
        TestNode here = TestNode.started(store.node("here"));
        here.create("never connected");
        here.online("ann", "bob");
        here.offline("ann");
        store.pass(RedisFixture.LIFETIME.plusSeconds(1));
        here.stores().guests().removeExpired();

        assertThat(store.keys())
                .containsExactlyInAnyOrder(
                        "epoch",
                        "nodes",
                        "node:" + here.self() + ":sockets",
                        "guest:bob",
                        "session-of:guest_bob",
                        "sessions",
                        "sockets:guest_bob",
                        "online");
        assertThat(ttl("guest:bob")).as("online, it does not expire").isEqualTo(-1);
        assertThat(ttl("session-of:guest_bob")).isEqualTo(-1);
        here.arrive("bob", "bob-socket");
        here.offline("bob");
        assertThat(ttl("guest:bob")).isPositive();
        assertThat(ttl("session-of:guest_bob")).isCloseTo(ttl("guest:bob"), within(50L));
    }

    @Test
    void aSessionThatWasLostIsPutBackAndOneThatWasEndedIsNot() {
        TestNode here = TestNode.started(store.node("here"));
        here.online("ann", "bob", "cid");
        var ann = here.held("ann", "ann-socket");
        var bob = here.held("bob", "bob-socket");
        var cid = here.held("cid", "cid-socket");
        here.stores().guests().delete("bob");
        here.stores().connections().end("bob");
        here.disconnect("cid", "cid-socket", Duration.ZERO);
        here.stores().guests().delete("cid");
        // As a failover does that has lost her coming.
        redis.command("DEL", "foyer:guest:ann", "foyer:session-of:guest_ann", "foyer:sockets:guest_ann");

        assertThat(here.stores().connections().restore(List.of(ann, bob, cid)))
                .containsExactly("ann-socket", "bob-socket", "cid-socket");
        here.stores().guests().recover(List.of(ann.session(), bob.session(), cid.session()));
        assertThat(here.stores().connections().restore(List.of(ann, bob, cid)))
                .containsExactly("bob-socket", "cid-socket");
        assertThat(here.presence("ann").isOnline()).isTrue();
        assertThat(ttl("ended:bob")).isBetween(1L, RedisFixture.LIFETIME.toMillis());
    }

    @Test
    void nothingOfADeadNodeIsLeft() {
        TestNode here = TestNode.started(store.node("here"));
        TestNode dead = TestNode.started(store.node("dead"));
        for (int i = 0; i < 50; i++) {
            dead.online("g" + i);
        }
        dead.stores().leases().leave();
        await().until(() -> here.stores().connections().reap(20).isEmpty());

        assertThat(store.keys()).noneMatch(key -> key.contains(dead.self().value()));
        String nodes = new String(
                (byte[]) ((List<?>) redis.command("ZRANGE", "foyer:nodes", "0", "-1")).get(0), StandardCharsets.UTF_8);
        assertThat(nodes).isEqualTo(here.self().value());
    }

    @Test
    void aScriptThatRedisHasForgottenIsSentAgain() {
        TestNode here = TestNode.started(store.node("here"));
        here.create("ann");
        redis.command("SCRIPT", "FLUSH");

        assertThat(here.stores().guests().find("ann")).isPresent();
        redis.command("SCRIPT", "FLUSH");
        here.arrive("ann", "socket");
        var held = here.held("ann", "socket");
        redis.command("SCRIPT", "FLUSH");
        assertThat(here.stores().connections().restore(List.of(held, held))).isEmpty();
    }

    private static long ttl(String key) {
        return (Long) redis.command("PTTL", "foyer:" + key);
    }

    private static Map<String, Integer> calls() {
        String statistics = new String((byte[]) redis.command("INFO", "commandstats"), StandardCharsets.UTF_8);
        Map<String, Integer> calls = new TreeMap<>();
        Matcher line = CALLS.matcher(statistics);
        while (line.find()) {
            calls.put(line.group(1), Integer.valueOf(line.group(2)));
        }
        return calls;
    }
}
