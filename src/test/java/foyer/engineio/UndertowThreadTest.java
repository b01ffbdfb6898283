package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The test plays the part of the I/O thread: it reads, and then runs the tasks that it has been given. */
class UndertowThreadTest {

    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final UndertowThread thread = new UndertowThread(Thread.currentThread(), given::add);

    @Test
    void aTaskOfTheThreadItselfRunsAtOnce() {
        thread.execute(() -> done.add("task"));

        assertThat(done).containsExactly("task");
        assertThat(given).isEmpty();
    }

    @Test
    void whatIsToBeDoneAfterReadingIsOneTaskForTheThread() {
        thread.gather(() -> done.add("first"));
        thread.gather(() -> done.add("second"));

        assertThat(done).isEmpty();
        assertThat(given).hasSize(1);
        runGiven();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void inATaskNothingIsRead() {
        thread.execute(() -> {
            thread.gather(() -> done.add("inner"));
            done.add("outer");
        });

        assertThat(done).containsExactly("inner", "outer");
        assertThat(given).isEmpty();
    }

    @Test
    void afterATaskThereIsReadingAgain() {
        thread.execute(() -> done.add("task"));
        thread.gather(() -> done.add("later"));

        assertThat(done).containsExactly("task");
        runGiven();
        assertThat(done).containsExactly("task", "later");
    }

    @Test
    void otherThreadsHandTheirTasksOver() {
        elsewhere(() -> {
            thread.execute(() -> done.add("task"));
            thread.gather(() -> done.add("later"));
        });

        assertThat(done).isEmpty();
        runGiven();
        assertThat(done).containsExactly("task", "later");
    }

    @Test
    void aTaskThatFailsTakesNoOtherWithIt() {
        thread.gather(() -> {
            throw new IllegalStateException("on purpose");
        });
        thread.gather(() -> done.add("second"));

        assertThatThrownBy(this::runGiven).hasMessage("on purpose");
        runGiven();
        assertThat(done).containsExactly("second");
    }

    @Test
    void aThreadThatTakesNoTasksAnyMoreLeavesThemToTheCaller() {
        Executor stopped = task -> {
            throw new RejectedExecutionException("stopped");
        };
        UndertowThread last = new UndertowThread(Thread.currentThread(), stopped);

        last.gather(() -> done.add("first"));
        elsewhere(() -> last.gather(() -> done.add("second")));
        elsewhere(() -> last.execute(() -> done.add("third")));

        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void whatAConnectionIsToldWhileTheThreadReadsIsOneWrite() {
        MemoryTransport transport = MemoryTransport.writtenBy(thread, 16);
        tell(transport, "one", "two");

        assertThat(transport.writes()).hasSize(1);
        runGiven();
        assertThat(transport.writes()).element(1).isEqualTo(List.of("4one", "4two"));
    }

    @Test
    void asMuchAsOneWriteTakesIsWrittenAtOnce() {
        MemoryTransport transport = MemoryTransport.writtenBy(thread, 2);
        tell(transport, "one", "two", "three");

        assertThat(transport.writes()).element(1).isEqualTo(List.of("4one", "4two"));
        runGiven();
        assertThat(transport.writes()).element(2).isEqualTo(List.of("4three"));
    }

    /** The thread reads something, and the connection of the transport is told each of the words. */
    private void tell(MemoryTransport transport, String... words) {
        EngineConnection connection = new EngineFixture().connect(transport);
        runGiven();
        for (String word : words) {
            connection.send(Packet.message(word));
        }
    }

    private void runGiven() {
        for (Runnable task = given.poll(); task != null; task = given.poll()) {
            task.run();
        }
    }

    private static void elsewhere(Runnable task) {
        CompletableFuture.runAsync(task).join();
    }
}
