package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import foyer.testing.ManualExecutor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CorkTest {

    private static final int MANY = 40;
    private static final int BATCH = 4;

    private final EngineFixture fixture = new EngineFixture();
    private final Guest guest = new Guest();
    private final Guest other = new Guest();

    /** A connection that takes several packets in one write; its handshake is behind it. */
    private final class Guest {
        final MemoryTransport transport = MemoryTransport.writtenBy(IoThread.CALLER, BATCH);
        final EngineConnection connection = fixture.connect(transport);

        void isTold(String message) {
            connection.send(Packet.message(message));
        }

        List<List<String>> writes() {
            List<List<String>> writes = transport.writes();
            return List.copyOf(writes.subList(1, writes.size()));
        }
    }

    /** Writes until it is broken. */
    private static final class FragileThread implements IoThread {
        boolean broken;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void gather(Runnable task) {
            if (broken) {
                throw new IllegalStateException("on purpose");
            }
            task.run();
        }
    }

    @Test
    void whatEachIsToldGoesOutAsOneWriteAtTheEnd() {
        Cork.during(() -> {
            guest.isTold("a");
            other.isTold("b");
            guest.isTold("c");
            assertThat(guest.writes()).isEmpty();
        });

        assertThat(guest.writes()).containsExactly(List.of("4a", "4c"));
        assertThat(other.writes()).containsExactly(List.of("4b"));
        guest.isTold("d");
        assertThat(guest.writes()).last().isEqualTo(List.of("4d"));
    }

    @Test
    void whatWasSaidIsWrittenBeforeTheThreadWaits() {
        Cork.during(() -> {
            guest.isTold("a");
            Cork.pull();
            assertThat(guest.writes()).containsExactly(List.of("4a"));
            guest.isTold("b");
            guest.isTold("c");
            assertThat(guest.writes()).hasSize(1);
        });

        assertThat(guest.writes()).containsExactly(List.of("4a"), List.of("4b", "4c"));
    }

    @Test
    void withoutATaskThereIsNothingToWrite() {
        Cork.pull();
        guest.isTold("a");
        assertThat(guest.writes()).containsExactly(List.of("4a"));
    }

    @Test
    void whatAnotherThreadSaysDoesNotWait() {
        Cork.during(() -> {
            guest.isTold("a");
            CompletableFuture.runAsync(() -> guest.isTold("b")).join();
            assertThat(guest.writes()).containsExactly(List.of("4a", "4b"));
        });

        assertThat(guest.writes()).hasSize(1);
    }

    @Test
    void aTaskWithinATaskEndsWithIt() {
        Cork.during(() -> {
            Cork.during(() -> guest.isTold("a"));
            assertThat(guest.writes()).isEmpty();
            guest.isTold("b");
        });

        assertThat(guest.writes()).containsExactly(List.of("4a", "4b"));
    }

    @Test
    void aTaskThatFailsHasSaidWhatItHasSaid() {
        assertThatThrownBy(() -> Cork.during(() -> {
                    guest.isTold("a");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(guest.writes()).containsExactly(List.of("4a"));
    }

    @Test
    void aFullBatchDoesNotWait() {
        Cork.during(() -> {
            Stream.generate(() -> "a").limit(BATCH).forEach(guest::isTold);
            assertThat(guest.writes())
                    .singleElement()
                    .satisfies(write -> assertThat(write).hasSize(BATCH));
        });
    }

    @Test
    void ofVeryManyTheLastOnesAreWrittenAtOnce() {
        List<Guest> guests = Stream.generate(Guest::new).limit(MANY).toList();
        Cork.during(() -> {
            guests.forEach(each -> each.isTold("a"));
            assertThat(guests.get(MANY - 1).writes()).hasSize(1);
        });

        assertThat(guests).allSatisfy(each -> assertThat(each.writes()).containsExactly(List.of("4a")));
    }

    @Test
    void oneThatCannotBeWrittenToStopsNeitherTheOthersNorTheMailbox() {
        ManualExecutor executor = new ManualExecutor();
        Mailbox mailbox = new Mailbox(executor, MANY);
        mailbox.open();
        FragileThread thread = new FragileThread();
        EngineConnection broken = fixture.connect(MemoryTransport.writtenBy(thread, BATCH));
        thread.broken = true;
        mailbox.post(() -> {
            broken.send(Packet.message("a"));
            guest.isTold("a");
        });
        mailbox.post(() -> other.isTold("b"));
        executor.runAll();

        assertThat(guest.writes()).containsExactly(List.of("4a"));
        assertThat(other.writes()).containsExactly(List.of("4b"));
    }

    @Test
    void whatATaskOfAMailboxSaysIsOneWrite() {
        ManualExecutor executor = new ManualExecutor();
        Mailbox mailbox = new Mailbox(executor, MANY);
        mailbox.open();
        mailbox.post(() -> {
            guest.isTold("a");
            guest.isTold("b");
        });
        mailbox.post(() -> guest.isTold("c"));
        executor.runAll();

        assertThat(guest.writes()).containsExactly(List.of("4a", "4b"), List.of("4c"));
    }

    @Test
    void aGoodbyeIsWrittenAfterWhatWasSaid() {
        Cork.during(() -> {
            guest.isTold("a");
            guest.connection.close(CloseReason.FORCED_CLOSE);
        });

        assertThat(guest.writes()).containsExactly(List.of("4a"));
        assertThat(guest.transport.closed()).contains(CloseReason.FORCED_CLOSE);
    }
}
