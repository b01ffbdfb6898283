package foyer.stats;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.socketio.ManualTimers;
import foyer.socketio.Message;
import foyer.testing.ManualExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StatsBroadcasterTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTimers timers = new ManualTimers();
    private final ManualExecutor executor = new ManualExecutor();
    private final Counting store = new Counting();
    private final List<String> sent = new ArrayList<>();
    private int letters;
    private Runnable whileSending = () -> {};
    private final StatsBroadcaster broadcaster = new StatsBroadcaster(
            store,
            new StatsSettings(INTERVAL, 3),
            Clock.fixed(NOW, ZoneOffset.UTC),
            timers,
            executor,
            this::everybody,
            () -> letters++);

    @Test
    void theFirstChangeIsToldAtOnceAndNotOnTheCallersThread() {
        change();
        assertThat(sent).isEmpty();
        executor.runAll();

        assertThat(sent).containsExactly("1 of 3");
    }

    @Test
    void otherNodesAreToldOfOwnChangesAsOftenAsTheOwnSocketsAndNotOfTheirs() {
        change();
        executor.runAll();
        assertThat(letters).isEqualTo(1);
        change();
        change();
        intervalPasses();
        assertThat(letters).isEqualTo(2);

        broadcaster.changedElsewhere();
        intervalPasses();
        intervalPasses();
        broadcaster.changedElsewhere();
        executor.runAll();
        assertThat(letters).isEqualTo(2);
        assertThat(sent).hasSize(4);
    }

    @Test
    void laterOnesAreToldTogetherOncePerInterval() {
        change();
        executor.runAll();
        change();
        change();
        executor.runAll();
        assertThat(sent).hasSize(1);

        intervalPasses();
        assertThat(sent).containsExactly("1 of 3", "3 of 3");

        change();
        timers.advance(INTERVAL.minusMillis(1));
        executor.runAll();
        assertThat(sent).hasSize(2);
        timers.advance(Duration.ofMillis(1));
        executor.runAll();
        assertThat(sent).containsExactly("1 of 3", "3 of 3", "4 of 3");
    }

    @Test
    void whereNothingChangesNothingIsToldAndNoTimerRuns() {
        change();
        executor.runAll();
        intervalPasses();
        intervalPasses();

        assertThat(sent).hasSize(1);
        assertThat(timers.size()).isZero();
    }

    @Test
    void afterARestAChangeIsAFirstOneAgain() {
        change();
        executor.runAll();
        intervalPasses();
        change();
        executor.runAll();

        assertThat(sent).containsExactly("1 of 3", "2 of 3");
    }

    @Test
    void aChangeDuringABroadcastIsNotLost() {
        whileSending = () -> {
            whileSending = () -> {};
            change();
        };
        change();
        executor.runAll();
        assertThat(sent).containsExactly("1 of 3");

        intervalPasses();
        assertThat(sent).containsExactly("1 of 3", "2 of 3");
    }

    @Test
    void broadcastsToVeryManyComeLessOften() {
        assertThat(restAfter(1)).isEqualTo(INTERVAL);
        assertThat(restAfter(40_000)).isEqualTo(Duration.ofSeconds(4));
        assertThat(restAfter(10_000_000)).isEqualTo(INTERVAL.multipliedBy(10));
    }

    /** How long the rest after the second of two broadcasts is that both go to so many. */
    private Duration restAfter(int sockets) {
        AtomicReference<Duration> rest = new AtomicReference<>();
        AtomicReference<Runnable> over = new AtomicReference<>();
        StatsBroadcaster crowded = new StatsBroadcaster(
                store,
                new StatsSettings(INTERVAL, 3),
                Clock.fixed(NOW, ZoneOffset.UTC),
                (delay, task) -> {
                    rest.set(delay);
                    over.set(task);
                    return () -> {};
                },
                Runnable::run,
                message -> sockets,
                () -> {});
        crowded.changed();
        crowded.changed();
        over.get().run();
        return rest.get();
    }

    @Test
    void whatCannotBeReadIsToldWithTheNextChange() {
        store.failing = true;
        change();
        executor.runAll();
        store.failing = false;
        change();
        intervalPasses();

        assertThat(sent).containsExactly("2 of 3");
    }

    @Test
    void aServerThatStopsTellsNothing() {
        executor.stop();
        change();
        assertThat(sent).isEmpty();
    }

    private void change() {
        store.changes++;
        broadcaster.changed();
    }

    private void intervalPasses() {
        timers.advance(INTERVAL);
        executor.runAll();
    }

    private int everybody(Message message) {
        assertThat(message.event()).isEqualTo("realtime:stats");
        assertThat(message.isVolatile())
                .as("clients that do not keep up may miss it")
                .isTrue();
        assertThat(message.arguments().json())
                .containsExactly("{\"stats\":{\"totalUsers\":" + store.changes
                        + ",\"onlineUsers\":0,\"activeUsers\":0,\"availableUsers\":0,\"connectedUsers\":0},"
                        + "\"onlineUsers\":[],\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"truncated\":false}");
        sent.add(store.changes + " of " + store.asked);
        whileSending.run();
        return 1;
    }

    /** The port, with as many sessions as there were changes. */
    private static final class Counting implements StatsStore {

        private int changes;
        private int asked;
        private boolean failing;

        @Override
        public Stats stats() {
            return new Stats(changes, 0, 0, 0, 0);
        }

        @Override
        public Snapshot snapshot(int maxUsers) {
            if (failing) {
                throw new IllegalStateException("on purpose");
            }
            asked = maxUsers;
            return new Snapshot(stats(), new Listing(List.of(), 0));
        }

        @Override
        public Listing available(int maxUsers) {
            throw new UnsupportedOperationException();
        }
    }
}
