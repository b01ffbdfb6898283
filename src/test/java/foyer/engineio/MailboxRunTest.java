package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that never wait, run where they come: in their turn all the same. */
@Timeout(60)
class MailboxRunTest {

    private static final int CAPACITY = 20;

    private final ManualExecutor executor = new ManualExecutor();
    private final Mailbox mailbox = new Mailbox(executor, CAPACITY);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void withNothingBeforeItATaskRunsAtOnce() {
        mailbox.open();
        run(1);
        run(2);

        assertThat(done).containsExactly(1, 2);
        assertThat(executor.size()).isZero();
    }

    @Test
    void behindAnotherItWaitsForItsTurn() {
        mailbox.open();
        post(1);
        run(2);
        post(3);
        run(4);
        assertThat(done).isEmpty();
        executor.runAll();
        assertThat(done).containsExactly(1, 2, 3, 4);

        run(5);
        assertThat(done).as("idle again").endsWith(5);
    }

    @Test
    void beforeTheMailboxIsOpenNothingRuns() {
        run(1);
        assertThat(done).isEmpty();
        mailbox.open();
        executor.runAll();
        assertThat(done).containsExactly(1);
    }

    @Test
    void whatComesWhileItRunsComesAfterIt() {
        mailbox.open();
        mailbox.run(() -> {
            post(2);
            run(3);
            done.add(1);
        });
        assertThat(done).containsExactly(1);
        executor.runAll();
        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void moreThanItHoldsIsRefused() {
        mailbox.open();
        IntStream.range(0, CAPACITY).forEach(this::post);
        assertThat(run(-1)).isFalse();
        executor.runAll();
        assertThat(run(-2)).isTrue();
    }

    @Test
    void aTaskThatFailsDoesNotKeepTheOthersWaiting() {
        mailbox.open();
        mailbox.run(() -> {
            throw new IllegalStateException("on purpose");
        });
        run(1);
        assertThat(done).containsExactly(1);
    }

    @Test
    void mixedWithOthersOneRunsAtATimeAndThoseOfOneThreadInOrder() throws Exception {
        int threads = 4;
        int each = 5_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Mailbox busy = new Mailbox(pool, threads * each);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(threads * each);
        List<List<Integer>> order = IntStream.range(0, threads)
                .<List<Integer>>mapToObj(i -> new ArrayList<>())
                .toList();
        busy.open();
        for (int thread = 0; thread < threads; thread++) {
            List<Integer> own = order.get(thread);
            new Thread(() -> IntStream.range(0, each).forEach(i -> {
                        Runnable task = () -> {
                            together.addAndGet(running.getAndIncrement());
                            own.add(i);
                            running.decrementAndGet();
                            left.countDown();
                        };
                        boolean taken = i % 3 == 0 ? busy.post(task) : busy.run(task);
                        assertThat(taken).isTrue();
                    }))
                    .start();
        }

        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdownNow();
        assertThat(together).hasValue(0);
        assertThat(order)
                .allSatisfy(own -> assertThat(own)
                        .containsExactlyElementsOf(
                                IntStream.range(0, each).boxed().toList()));
    }

    private void post(int number) {
        mailbox.post(() -> done.add(number));
    }

    private boolean run(int number) {
        return mailbox.run(() -> done.add(number));
    }
}
