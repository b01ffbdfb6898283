package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteCombinerTest {

    private static final int THREADS = 4;
    private static final int TASKS = 50_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final WriteCombiner combiner = new WriteCombiner(executor::add);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whoComesAloneWritesAtOnce() {
        combiner.gather(() -> done.add("write"));

        assertThat(done).containsExactly("write");
        assertThat(executor).isEmpty();
    }

    @Test
    void whoIsWritingWritesForOthers() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch added = new CountDownLatch(1);
        List<Thread> writers = new ArrayList<>();
        Future<Thread> first = threads.submit(() -> {
            combiner.gather(() -> {
                writing.countDown();
                await(added);
                writers.add(Thread.currentThread());
            });
            return Thread.currentThread();
        });
        await(writing);

        combiner.gather(() -> writers.add(Thread.currentThread()));
        assertThat(writers).isEmpty();
        added.countDown();

        Thread writer = first.get();
        assertThat(writers).hasSize(2).containsOnly(writer);
    }

    @Test
    void whatIsToldToAConnectionMeanwhileIsOneWrite() {
        MemoryTransport transport = MemoryTransport.writtenBy(combiner, 16);
        EngineConnection connection = new EngineFixture().connect(transport);

        combiner.gather(() -> {
            connection.send(Packet.message("one"));
            connection.send(Packet.message("two"));
        });

        assertThat(transport.writes()).element(1).isEqualTo(List.of("4one", "4two"));
    }

    @Test
    void nobodyWritesForOthersForEver() {
        AtomicInteger rounds = new AtomicInteger();
        again(rounds, 1_000);

        assertThat(rounds).hasValueLessThan(100);
        while (!executor.isEmpty()) {
            executor.remove().run();
        }
        assertThat(rounds).hasValue(1_000);
    }

    private void again(AtomicInteger rounds, int most) {
        combiner.gather(() -> {
            if (rounds.incrementAndGet() < most) {
                again(rounds, most);
            }
        });
    }

    @Test
    void withoutAnExecutorTheCallerGoesOn() {
        WriteCombiner last = new WriteCombiner(task -> {
            throw new RejectedExecutionException("stopped");
        });

        last.gather(() -> {
            for (int i = 0; i < 1_000; i++) {
                last.gather(() -> done.add("write"));
            }
        });

        assertThat(done).hasSize(1_000);
    }

    @Test
    void aWriteThatFailsTakesNoOtherWithIt() {
        combiner.gather(() -> {
            combiner.gather(() -> done.add("other"));
            throw new IllegalStateException("on purpose");
        });
        combiner.gather(() -> done.add("later"));

        assertThat(done).containsExactly("other", "later");
    }

    @Test
    void ofManyThreadsEachTaskIsDoneOnceAndOneAtATime() throws Exception {
        WriteCombiner shared = new WriteCombiner(threads);
        AtomicInteger within = new AtomicInteger();
        ConcurrentHashMap<Integer, Integer> times = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(THREADS * TASKS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<?>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * TASKS;
            callers.add(threads.submit(() -> {
                together.await();
                for (int task = first; task < first + TASKS; task++) {
                    int name = task;
                    shared.gather(() -> {
                        times.merge(name, within.incrementAndGet(), Integer::sum);
                        within.decrementAndGet();
                        all.countDown();
                    });
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }

        await(all);
        assertThat(times).hasSize(THREADS * TASKS);
        assertThat(times.values()).containsOnly(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
