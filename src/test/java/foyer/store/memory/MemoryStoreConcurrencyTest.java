package foyer.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.guest.GuestSession;
import foyer.guest.Profile;
import foyer.lifecycle.ConnectOutcome.Arrived;
import foyer.lifecycle.DisconnectOutcome;
import foyer.lifecycle.Stores;
import foyer.room.ClosedReason;
import foyer.room.Exit;
import foyer.stats.Stats;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryStoreConcurrencyTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final int THREADS = 8;

    private final MemoryStore memory = new MemoryStore(
            Duration.ofHours(2), Duration.ofSeconds(5), Duration.ofSeconds(15), Clock.fixed(T0, ZoneOffset.UTC));
    private final Stores store = memory.node("a", Runnable::run);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void join() {
        store.leases().join();
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tenThousandLivesOnManyThreadsLeaveNothingBehind() throws Exception {
        atOnce(thread -> {
            for (int i = 0; i < 2_500; i++) {
                String id = thread + "-" + i;
                create(id);
                store.connections().connect(id, "guest_" + id, id + "a", 0);
                store.rooms().search("guest_" + id);
                store.connections().connect(id, "guest_" + id, id + "b", 0);
                store.connections().disconnect(id, "guest_" + id, id + "a", Duration.ZERO);
                store.statistics().snapshot(10);
                if (i % 2 == 0) {
                    store.connections().disconnect(id, "guest_" + id, id + "b", Duration.ZERO);
                }
                store.connections()
                        .end(id)
                        .room()
                        .ifPresent(room -> store.rooms()
                                .close(room, new Exit("guest_" + id, ClosedReason.USER_LEFT, Exit.Kind.GONE)));
            }
            return null;
        });
        store.rooms().matchPatient();

        assertThat(store.statistics().stats()).isEqualTo(Stats.NOBODY);
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void whateverTheOrderOneCallerOnlyTakesTheGuestOffline() throws Exception {
        int guests = 50;
        for (int i = 0; i < guests; i++) {
            create("s" + i);
        }
        AtomicInteger first = new AtomicInteger();
        AtomicInteger last = new AtomicInteger();
        atOnce(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 5_000; i++) {
                String sessionId = "s" + random.nextInt(guests);
                String socketId = sessionId + "/" + random.nextInt(4);
                if (random.nextBoolean()) {
                    if (store.connections().connect(sessionId, "guest_" + sessionId, socketId, 3)
                                    instanceof Arrived arrived
                            && arrived.first()) {
                        first.incrementAndGet();
                    }
                } else if (store.connections().disconnect(sessionId, "guest_" + sessionId, socketId, Duration.ZERO)
                        instanceof DisconnectOutcome.Last) {
                    last.incrementAndGet();
                }
            }
            return null;
        });

        assertThat(first.get() - last.get())
                .isEqualTo(store.statistics().stats().onlineUsers())
                .isEqualTo(store.statistics().snapshot(1000).onlineUsers().size());
        for (int i = 0; i < guests; i++) {
            store.connections().end("s" + i);
        }
        assertThat(store.statistics().stats()).isEqualTo(Stats.NOBODY);
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void endAndDisconnectAndDeleteAtOnceGiveTheCleanUpToOneOfThem() throws Exception {
        for (int round = 0; round < 500; round++) {
            String id = "r" + round;
            create(id);
            store.connections().connect(id, "guest_" + id, "a", 0);
            AtomicInteger owners = new AtomicInteger();
            atOnce(thread -> {
                switch (thread % 3) {
                    case 0 -> {
                        if (!store.connections().end(id).sockets().isEmpty()) {
                            owners.incrementAndGet();
                        }
                    }
                    case 1 -> {
                        if (store.connections().disconnect(id, "guest_" + id, "a", Duration.ZERO)
                                instanceof DisconnectOutcome.Last) {
                            owners.incrementAndGet();
                        }
                    }
                    default -> store.guests().delete(id);
                }
                return null;
            });
            assertThat(owners).hasValue(1);
        }

        assertThat(store.statistics().stats()).isEqualTo(Stats.NOBODY);
        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void aSessionNeverHasMoreSocketsThanItMayHoweverManyKnockAtOnce() throws Exception {
        create("s1");
        AtomicInteger arrived = new AtomicInteger();
        atOnce(thread -> {
            for (int i = 0; i < 100; i++) {
                if (store.connections().connect("s1", "guest_s1", thread + "-" + i, 10) instanceof Arrived) {
                    arrived.incrementAndGet();
                }
            }
            return null;
        });

        assertThat(arrived).hasValue(10);
        assertThat(store.connections().end("s1").sockets()).hasSize(10);
    }

    private void create(String id) {
        store.guests()
                .create(new GuestSession(
                        id, "guest_" + id, "name", Profile.EMPTY, Optional.empty(), T0, T0.plus(Duration.ofHours(2))));
    }

    private void atOnce(Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            tasks.add(() -> {
                start.await();
                return work.run(number);
            });
        }
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }

    private interface Work {
        Void run(int thread) throws Exception;
    }
}
