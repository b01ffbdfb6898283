package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.testing.ManualExecutor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailboxTest {

    private static final int CAPACITY = 20;

    private final ManualExecutor executor = new ManualExecutor();
    private final Mailbox mailbox = new Mailbox(executor, CAPACITY);
    private final List<Integer> done = new ArrayList<>();

    @Test
    void whatIsPostedBeforeItOpensRunsThenInOrder() {
        post(1);
        post(2);
        executor.runAll();
        assertThat(done).isEmpty();

        mailbox.open();
        post(3);
        executor.runAll();

        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void anEmptyMailboxThatOpensRunsWhatComesLater() {
        mailbox.open();
        assertThat(executor.size()).isZero();
        post(1);
        executor.runAll();
        post(2);
        executor.runAll();

        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void nothingRunsInTheThreadThatPosts() {
        mailbox.open();
        post(1);
        assertThat(done).isEmpty();
    }

    @Test
    void moreThanItHoldsIsRefusedAndOnlyTheLastTaskIsTakenAllTheSame() {
        mailbox.open();
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(post(i)).isTrue();
        }
        assertThat(post(-1)).isFalse();
        mailbox.postAlways(() -> done.add(CAPACITY));
        executor.runAll();

        assertThat(done)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, CAPACITY).boxed().toList());
        assertThat(post(-2)).as("there is room again").isTrue();
    }

    @Test
    void aBusyOneLetsOthersOnTheirThread() {
        mailbox.open();
        IntStream.range(0, CAPACITY).forEach(this::post);

        executor.runNext();

        assertThat(done).hasSizeLessThan(CAPACITY).isNotEmpty();
        assertThat(executor.size()).as("the rest is another task").isEqualTo(1);
        executor.runAll();
        assertThat(done).hasSize(CAPACITY);
    }

    @Test
    void aTaskThatFailsTakesNoOtherWithIt() {
        mailbox.open();
        mailbox.post(() -> {
            throw new IllegalStateException("on purpose");
        });
        post(1);
        executor.runAll();
        post(2);
        executor.runAll();

        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void whenTheExecutorTakesNothingMoreTheTasksRunAllTheSame() {
        mailbox.open();
        executor.stop();
        post(1);
        mailbox.postAlways(() -> done.add(2));

        assertThat(done).as("the last one is the clean-up").containsExactly(1, 2);
    }

    @Test
    void whatIsLeftWhenTheExecutorStopsInTheMiddleRunsAllTheSame() {
        mailbox.open();
        IntStream.range(0, CAPACITY).forEach(this::post);
        executor.stop();
        executor.runAll();

        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, CAPACITY).boxed().toList());
    }

    @Test
    void underContentionEachTaskRunsOnceOneAtATimeAndThoseOfOneThreadInOrder() throws Exception {
        int posters = 4;
        int each = 5_000;
        ExecutorService pool = Executors.newFixedThreadPool(posters);
        Mailbox busy = new Mailbox(pool, posters * each);
        List<List<Integer>> byPoster = IntStream.range(0, posters)
                .<List<Integer>>mapToObj(i -> new ArrayList<>())
                .toList();
        AtomicInteger running = new AtomicInteger();
        List<Integer> together = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch left = new CountDownLatch(posters * each);

        List<Thread> threads = IntStream.range(0, posters)
                .mapToObj(poster -> new Thread(() -> IntStream.range(0, each)
                        .forEach(i -> busy.post(() -> {
                            if (running.incrementAndGet() != 1) {
                                together.add(i);
                            }
                            byPoster.get(poster).add(i); // not a list for many threads: the mailbox has to see to that
                            running.decrementAndGet();
                            left.countDown();
                        }))))
                .toList();
        threads.forEach(Thread::start);
        busy.open();

        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdownNow();
        assertThat(together).isEmpty();
        assertThat(byPoster)
                .allSatisfy(list -> assertThat(list)
                        .containsExactlyElementsOf(
                                IntStream.range(0, each).boxed().toList()));
    }

    private boolean post(int number) {
        return mailbox.post(() -> done.add(number));
    }
}
