package foyer.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import foyer.cluster.Bus;
import foyer.cluster.Lease;
import foyer.cluster.Letter;
import foyer.cluster.StoreUnavailableException;
import foyer.lifecycle.DisconnectOutcome;
import foyer.store.contract.StoreFixture;
import foyer.store.contract.TestNode;
import foyer.testing.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a node when its Redis is refused, slow, full, read-only, emptied, or not there yet. */
@Timeout(60)
class RedisTroubleTest {

    private static final Map<String, String> IMPATIENT = Map.of("foyer.redis.timeout", "PT0.5S");
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private RedisProcess redis;
    private RedisFixture store;

    @BeforeEach
    void start() {
        redis = RedisProcess.start();
        store = new RedisFixture(redis);
    }

    @AfterEach
    void stop() {
        store.close();
        redis.close();
    }

    @Test
    void whileRedisIsGoneCallsFailAtOnceAndWhenItIsBackAllIsWellAgain() {
        TestNode node = node("node");
        node.online("ann");
        redis.kill();
        assertUnavailable(node);
        assertFailsAtOnce(node);
        assertThat(node.stores().isUp()).isFalse();
        assertThat(node.stores().bus().isUp()).isFalse();
        int gaps = node.gaps();

        redis.begin();
        awaitUp(node);
        await().atMost(SOON).until(() -> node.gaps() > gaps);
        assertThat(node.stores().leases().renew()).isEqualTo(Lease.EMPTIED);
        node.online("bob");
        assertThat(node.stats().onlineUsers()).isEqualTo(1);
    }

    @Test
    void oneCallWaitsForARedisThatAnswersNothingAndTheOthersDoNot() {
        TestNode node = node("node");
        node.online("ann");
        redis.freeze();
        long begun = System.nanoTime();
        assertUnavailable(node);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(2));
        assertFailsAtOnce(node);

        redis.thaw();
        awaitUp(node);
        assertThat(node.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(node.presence("ann").isOnline()).isTrue();
    }

    /** Redis was away a little less than a lease: some leases are over by then, and some are not. */
    @Test
    void whoCouldNotRenewDoesNotTakeThoseWhoCouldNotEither() {
        TestNode here = node("here");
        TestNode there = node("there");
        there.online("bob");
        store.pass(StoreFixture.LEASE.multipliedBy(2).dividedBy(3));
        here.stores().leases().renew();
        redis.freeze();
        assertThatThrownBy(() -> here.stores().leases().renew()).isInstanceOf(StoreUnavailableException.class);
        redis.thaw();
        awaitUp(here);
        awaitUp(there);
        store.pass(StoreFixture.LEASE.multipliedBy(2).dividedBy(3));

        assertThat(here.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(here.stores().connections().reap(10)).isEmpty();
        assertThat(there.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(here.presence("bob").isOnline()).isTrue();

        here.stores().leases().renew();
        store.pass(StoreFixture.LEASE.multipliedBy(2).dividedBy(3));
        here.stores().leases().renew();
        store.pass(StoreFixture.LEASE.multipliedBy(2).dividedBy(3));
        here.stores().leases().renew();
        assertThat(here.stores().connections().reap(10)).as("the truce is over").hasSize(1);
    }

    @Test
    void anAnswerThatComesTooLateIsNone() {
        TestNode node = node("node");
        redis.command("CLIENT", "PAUSE", "1500");
        assertUnavailable(node);
        assertThat(((RedisStore) node.stores()).trouble())
                .hasValueSatisfying(message -> assertThat(message).contains("foyer.redis.timeout"));
        awaitUp(node);
    }

    @Test
    void aFullRedisTakesNobodyInAndLetsEverybodyGo() {
        TestNode node = node("node");
        node.online("ann", "bob");
        node.create("cid");
        node.meet("ann", "bob");
        redis.command("CONFIG", "SET", "maxmemory", "1");

        assertThatThrownBy(() -> node.connect("cid", "socket"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("OOM");
        assertThat(node.stores().isUp()).isFalse();
        assertThat(node.stats().onlineUsers()).as("nothing was changed").isEqualTo(2);
        assertThat(node.stores().leases().renew()).isEqualTo(Lease.HELD);
        assertThat(node.disconnect("ann", "ann-socket")).isInstanceOf(DisconnectOutcome.Last.class);
        assertThat(node.stores().connections().end("bob").sockets()).containsExactly("bob-socket");
        assertThat(node.stats().onlineUsers()).isZero();

        redis.command("CONFIG", "SET", "maxmemory", "0");
        awaitUp(node);
        node.arrive("cid", "socket");
    }

    @Test
    void aRedisThatIsFullIsNoticedWithoutAnybodyComing() {
        TestNode node = node("node");
        redis.command("CONFIG", "SET", "maxmemory", "1");

        await().atMost(SOON).until(() -> !node.stores().isUp());
    }

    @Test
    void aReadOnlyRedisIsNotReadyAndIsStillAsked() {
        TestNode node = node("node");
        node.online("ann");
        redis.command("REPLICAOF", "127.0.0.1", "1");

        assertThatThrownBy(() -> node.arrive("ann", "tab"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("read-only replica");
        assertThat(node.stores().isUp()).isFalse();
        assertThat(node.stats().onlineUsers()).as("reading goes on").isEqualTo(1);

        redis.command("REPLICAOF", "NO", "ONE");
        awaitUp(node);
        node.arrive("ann", "tab");
    }

    @Test
    void theLossOfAllDataIsNoticedByEveryNode() {
        TestNode one = node("one");
        TestNode other = node("other");
        redis.command("FLUSHALL");

        assertThat(one.stores().leases().renew()).isEqualTo(Lease.EMPTIED);
        assertThat(other.stores().leases().renew()).isEqualTo(Lease.EMPTIED);
        assertThat(one.stores().leases().renew()).isEqualTo(Lease.HELD);
    }

    @Test
    void aNodeWaitsForARedisThatIsNotThereYet() {
        redis.stop();
        RedisStore waiting = store.node("node", IMPATIENT);
        TestNode node = TestNode.of(waiting);
        waiting.start();
        assertUnavailable(node);
        await().atMost(SOON)
                .until(() -> waiting.trouble()
                        .filter(text -> text.contains("connect"))
                        .isPresent());
        assertThat(waiting.isUp()).isFalse();

        redis.begin();
        awaitUp(node);
        waiting.leases().join();
        node.online("ann");
    }

    @Test
    void aSubscriptionThatIsCutIsMadeAgainAndTheGapIsTold() {
        TestNode one = node("one");
        TestNode other = node("other");
        int gaps = one.gaps();
        redis.command("CLIENT", "KILL", "TYPE", "pubsub");

        await().atMost(SOON).until(() -> one.gaps() > gaps);
        Letter letter = new Letter("test", "lane", "heard again");
        await().atMost(SOON).until(() -> {
            other.stores().bus().send(one.self(), letter);
            return one.letters().contains(letter);
        });
    }

    @Test
    void aNodeThatJoinsHasMissedNothing() {
        TestNode node = node("node");
        node.stores().leases().join();

        assertThat(node.lettersFrom(node("other"))).isEmpty();
        assertThat(node.gaps()).isZero();
    }

    @Test
    void aSubscriptionThatIsDeadWithoutSayingSoIsFoundWithinSeconds() {
        TestNode node = node("node");
        int gaps = node.gaps();
        redis.freeze();
        await().atMost(SOON).until(() -> !node.stores().bus().isUp());
        redis.thaw();

        await().atMost(SOON)
                .until(() -> node.gaps() > gaps && node.stores().bus().isUp());
    }

    /** Only one node finds Redis away, as when its own network is cut. */
    @Test
    void lettersThatCouldNotBeSentAreAGapForTheOthers() {
        TestNode other = node("other");
        RedisStore cut = store.quietNode("cut");
        ((RedisBus) cut.bus()).listen(new DeafListener());
        ((RedisBus) cut.bus()).start(Thread::new);
        int gaps = other.gaps();
        cut.gate().away("cut off");
        cut.bus().send(other.self(), new Letter("test", "lane", "lost"));
        cut.gate().probe();

        await().atMost(SOON).until(() -> other.gaps() > gaps);
        assertThat(other.letters()).isEmpty();
    }

    @Test
    void aWrongPasswordIsNamedAndNeverShown() {
        redis.command("CONFIG", "SET", "requirepass", "right");
        RedisStore node =
                store.node("node", Map.of("foyer.redis.user", "default", "foyer.redis.password", "wr0ng-secret"));
        node.start();

        await().atMost(SOON)
                .until(() -> node.trouble()
                        .filter(text -> text.contains("foyer.redis.password"))
                        .isPresent());
        assertThat(node.trouble().orElseThrow()).doesNotContain("wr0ng-secret");
        redis.commandAs("default", "right", "CONFIG", "SET", "requirepass", "");
    }

    @Test
    void aUserOfTheDocumentedAclMayDoAllThatIsNeeded() {
        redis.command(
                ("ACL SETUSER foyer on >secret ~foyer:* resetchannels &foyer:* -@all +@read +@write +@scripting +@connection"
                                + " +publish +subscribe +unsubscribe +ping +time")
                        .split(" "));
        TestNode node = TestNode.started(
                store.node("node", Map.of("foyer.redis.user", "foyer", "foyer.redis.password", "secret")));
        TestNode other = TestNode.started(
                store.node("other", Map.of("foyer.redis.user", "foyer", "foyer.redis.password", "secret")));
        node.online("ann");
        other.online("bob");
        node.search("ann");
        TestNode.matched(other.search("bob"));
        assertThat(node.lettersFrom(other)).hasSize(1);
        node.stores().connections().end("ann");
        assertThat(node.stores().connections().reap(10)).isEmpty();
        assertThat(node.stores().leases().renew()).isEqualTo(Lease.HELD);
    }

    @Test
    void noThreadOutlivesTheNode() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        RedisStore node = store.node("node", IMPATIENT, task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
        TestNode.started(node).online("ann");
        assertThat(threads).hasSize(3).allMatch(Thread::isAlive);
        long begun = System.nanoTime();
        node.close();
        node.close();

        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThat(connections()).isEqualTo(1);
    }

    @Test
    void aNodeClosesWithinSecondsWhileRedisAnswersNothing() {
        TestNode node = node("node");
        redis.freeze();
        long begun = System.nanoTime();
        node.stores().close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    private TestNode node(String name) {
        return TestNode.started(store.node(name, IMPATIENT));
    }

    private static void assertUnavailable(TestNode node) {
        assertThatThrownBy(node::stats).isInstanceOf(StoreUnavailableException.class);
    }

    private static void assertFailsAtOnce(TestNode node) {
        for (int i = 0; i < 20; i++) {
            long begun = System.nanoTime();
            assertUnavailable(node);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        }
    }

    private static void awaitUp(TestNode node) {
        await().atMost(SOON)
                .until(() -> node.stores().isUp() && node.stores().bus().isUp());
    }

    /** The connections Redis has, with the one that asks. */
    private long connections() {
        String clients = new String((byte[]) redis.command("CLIENT", "LIST"), StandardCharsets.UTF_8);
        return clients.lines().filter(line -> !line.isBlank()).count();
    }

    private static final class DeafListener implements Bus.Listener {
        @Override
        public void onLetter(Letter letter) {
            // Not what is tested.
        }

        @Override
        public void onGap() {
            // Not what is tested.
        }
    }
}
