package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteCombinerTest {

    private static final int THREADS = 4;
    private static final int TASKS = 50_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WriteCombiner combiner = new WriteCombiner();
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whoComesAloneWritesAtOnce() {
        combiner.gather(() -> done.add("write"));

        assertThat(done).containsExactly("write");
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
    void whoHasWrittenForOthersLongEnoughIsRelievedByTheNextOne() throws Exception {
        int many = 1_000;
        int someTime = 100;
        CountDownLatch tired = new CountDownLatch(1);
        CountDownLatch relieved = new CountDownLatch(1);
        Queue<Thread> writers = new ConcurrentLinkedQueue<>();
        Future<Thread> first = threads.submit(() -> {
            combiner.gather(() -> {
                for (int task = 0; task < many; task++) {
                    boolean last = task == someTime;
                    combiner.gather(() -> {
                        writers.add(Thread.currentThread());
                        if (last) {
                            tired.countDown();
                            await(relieved);
                        }
                    });
                }
            });
            return Thread.currentThread();
        });
        await(tired);

        combiner.gather(() -> writers.add(Thread.currentThread()));
        relieved.countDown();

        Thread writer = first.get();
        assertThat(writers).hasSize(many + 1);
        assertThat(writers.stream().filter(writer::equals)).hasSize(someTime + 1);
        assertThat(writers).last().isEqualTo(Thread.currentThread());
    }

    @Test
    void whoWritesIsNotRelievedByItself() {
        AtomicInteger depth = new AtomicInteger();
        List<Integer> depths = new ArrayList<>();
        again(depth, depths);

        assertThat(depths).hasSize(1_000).containsOnly(1);
    }

    private void again(AtomicInteger depth, List<Integer> depths) {
        combiner.gather(() -> {
            depths.add(depth.incrementAndGet());
            if (depths.size() < 1_000) {
                again(depth, depths);
            }
            depth.decrementAndGet();
        });
    }

    @Test
    void aWriteThatFailsTakesNoOtherWithIt() {
        combiner.gather(() -> {
            combiner.gather(() -> done.add("other"));
            throw new IllegalStateException("on purpose");
        });
        combiner.gather(() -> {
            throw new LinkageError("on purpose, as from an application that is being undeployed");
        });
        combiner.gather(() -> done.add("later"));

        assertThat(done).containsExactly("other", "later");
    }

    @Test
    void ofManyThreadsEachTaskIsDoneOnce() throws Exception {
        Queue<Integer> written = new ConcurrentLinkedQueue<>();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<?>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * TASKS;
            callers.add(threads.submit(() -> {
                together.await();
                for (int task = first; task < first + TASKS; task++) {
                    int name = task;
                    combiner.gather(() -> written.add(name));
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }

        // Nobody has left before everything was written.
        assertThat(written).hasSize(THREADS * TASKS).doesNotHaveDuplicates();
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
