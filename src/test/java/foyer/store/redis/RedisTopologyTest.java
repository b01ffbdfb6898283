package foyer.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import foyer.cluster.Lease;
import foyer.config.Settings;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.room.Room;
import foyer.room.StepJson;
import foyer.store.contract.StoreFixture;
import foyer.store.contract.TestNode;
import foyer.testing.MapConfig;
import foyer.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A real cluster of three servers, and a master with a replica that a Sentinel watches. */
@Timeout(90)
class RedisTopologyTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Exit ANN_LEFT = new Exit("guest_ann", ClosedReason.USER_LEFT, Exit.Kind.LEFT);

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisStore> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(RedisStore::close);
        servers.forEach(RedisProcess::close);
    }

    @Test
    void inAClusterAllKeysAreOnOneServerAndEverythingGoesOnWhenTheirSlotMoves() {
        servers.addAll(RedisProcess.startCluster());
        String url = servers.stream()
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
        TestNode here = node("here", url);
        TestNode there = node("there", url);
        live(here, there);
        here.online("eve");

        List<RedisProcess> withKeys = servers.stream()
                .filter(server -> !((List<?>) server.command("KEYS", "*")).isEmpty())
                .toList();
        assertThat(withKeys).hasSize(1);

        RedisProcess from = withKeys.get(0);
        RedisProcess to = servers.get((servers.indexOf(from) + 1) % servers.size());
        from.command("FLUSHALL");
        String slot = Integer.toString(JedisClusterCRC16.getSlot("{foyer:}"));
        String owner = to.text("CLUSTER", "MYID");
        to.command("CLUSTER", "SETSLOT", slot, "NODE", owner);
        to.command("CLUSTER", "BUMPEPOCH");
        from.command("CLUSTER", "SETSLOT", slot, "NODE", owner);

        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> here.stores().leases().renew() == Lease.EMPTIED);
        there.stores().leases().renew();
        assertThat((List<?>) to.command("KEYS", "{foyer:}*")).isNotEmpty();
        live(here, there);
    }

    @Test
    void aSentinelSaysWhereTheNewMasterIs() {
        RedisProcess master = RedisProcess.start();
        RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
        RedisProcess sentinel = RedisProcess.startSentinel("sentinel monitor foyer 127.0.0.1 " + master.port() + " 1\n"
                + "sentinel down-after-milliseconds foyer 1000\nsentinel failover-timeout foyer 3000");
        servers.addAll(List.of(master, replica, sentinel));
        await().atMost(SOON).until(() -> replica.text("INFO", "replication").contains("master_link_status:up"));
        await().atMost(SOON).until(() -> sentinel.text("INFO", "sentinel").contains("slaves=1"));
        TestNode here = node("here", "redis-sentinel://127.0.0.1:" + sentinel.port() + "/foyer");
        TestNode there = node("there", "redis-sentinel://127.0.0.1:" + sentinel.port() + "/foyer");
        live(here, there);
        here.online("eve");
        await().atMost(SOON).until(() -> ((List<?>) replica.command("KEYS", "foyer:guest:eve")).size() == 1);
        int gaps = here.gaps();

        master.kill();
        List<TestNode> both = List.of(here, there);
        await().atMost(SOON)
                .until(() -> both.stream().noneMatch(node -> node.stores().isUp()));
        await().atMost(SOON)
                .until(() -> both.stream()
                        .allMatch(node ->
                                node.stores().isUp() && node.stores().bus().isUp()));

        assertThat(replica.text("INFO", "replication")).contains("role:master");
        assertThat(here.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(there.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(here.presence("eve").isOnline()).isTrue();
        assertThat(here.gaps()).isGreaterThan(gaps);
        live(here, there);
    }

    @Test
    void sentinelsAskForAPasswordOfTheirOwn() {
        RedisProcess master = RedisProcess.start("--requirepass", "the-masters");
        RedisProcess sentinel =
                RedisProcess.startSentinel("requirepass the-sentinels\nsentinel monitor foyer 127.0.0.1 "
                        + master.port() + " 1\nsentinel auth-pass foyer the-masters");
        servers.addAll(List.of(master, sentinel));
        String url = "redis-sentinel://127.0.0.1:" + sentinel.port() + "/foyer";
        Map<String, String> wrong = Map.of("foyer.redis.password", "the-masters");
        Map<String, String> right =
                Map.of("foyer.redis.password", "the-masters", "foyer.redis.sentinel-password", "the-sentinels");

        live(node("here", url, right), node("there", url, right));

        RedisStore refused = store("refused", url, wrong);
        refused.start();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(refused.trouble())
                        .hasValueSatisfying(trouble -> assertThat(trouble).contains("foyer.redis.sentinel-password")));
        assertThat(refused.isUp()).isFalse();
    }

    /** Two guests of two nodes come, meet, part and go; each node hears of it. */
    private static void live(TestNode here, TestNode there) {
        int before = there.lettersFrom(here).size();
        here.online("ann");
        there.online("bob");
        there.search("bob");
        Room room = TestNode.matched(here.search("ann"));
        here.stores().rooms().close(room, ANN_LEFT);
        assertThat(there.lettersFrom(here).subList(before, before + 2))
                .extracting(letter -> StepJson.read(letter).kind())
                .containsExactly("opened", "closed");
        here.stores().connections().end("ann");
        there.stores().connections().end("bob");
        assertThat(here.stores().presences().find("guest_ann")).isEmpty();
    }

    private TestNode node(String name, String url) {
        return node(name, url, Map.of());
    }

    private TestNode node(String name, String url, Map<String, String> more) {
        return TestNode.started(store(name, url, more));
    }

    private RedisStore store(String name, String url, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of("foyer.redis.url", url, "foyer.redis.timeout", "PT1S"));
        all.putAll(more);
        Settings settings = new Settings(new MapConfig(all));
        RedisStore node = new RedisStore(
                RedisSettings.read(settings),
                new RedisStore.Times(Duration.ofMinutes(2), StoreFixture.LIFETIME, StoreFixture.WIDEN),
                name,
                Thread::new);
        settings.check();
        nodes.add(node);
        return node;
    }
}
