package foyer.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineConnectionRacesTest {

    private static final int ROUNDS = 20_000;
    private static final int MESSAGES = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HandClock clock = new HandClock(0);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void twoWhoEndAConnectionAtOnceTellItsHandlerOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger closes = new AtomicInteger();
            MemoryTransport transport = new MemoryTransport(TransportName.WEBSOCKET);
            EngineServer server = server(connection -> new Counting(closes));
            EngineConnection connection = server.connect(EngineFixture.HANDSHAKE, transport);

            List<Runnable> ends = List.of(
                    () -> connection.abort(CloseReason.PING_TIMEOUT),
                    () -> connection.fail(transport, CloseReason.TRANSPORT_CLOSE),
                    () -> connection.close(CloseReason.FORCED_CLOSE),
                    () -> connection.receive(transport, "1"));
            atOnce(ends.get(round % 4), ends.get(round / 4 % 4));

            assertThat(closes).hasValue(1);
            assertThat(server.size()).isZero();
            assertThat(transport.closed()).isPresent();
        }
    }

    @Test
    void aConnectionThatIsClosedWhileItOpensTellsItsHandlerOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger closes = new AtomicInteger();
            EngineServer server = server(connection -> new Counting(closes));

            atOnce(
                    () -> server.connect(EngineFixture.HANDSHAKE, new MemoryTransport(TransportName.WEBSOCKET)),
                    server::close);
            server.close(); // whatever the first one came too early for

            assertThat(closes).hasValue(1);
            assertThat(server.size()).isZero();
        }
    }

    @Test
    void packetsOfManyThreadsAllArriveAndThoseOfEachInOrder() throws Exception {
        MemoryTransport transport = new MemoryTransport(TransportName.WEBSOCKET);
        EngineConnection connection =
                server(c -> new Counting(new AtomicInteger())).connect(EngineFixture.HANDSHAKE, transport);
        int senders = 4;

        together(IntStream.range(0, senders)
                .mapToObj(sender -> (Runnable) () ->
                        IntStream.range(0, MESSAGES).forEach(i -> connection.send(Packet.message(sender + ":" + i))))
                .toArray(Runnable[]::new));

        for (int sender = 0; sender < senders; sender++) {
            String prefix = "4" + sender + ":";
            assertThat(transport.sent().stream().filter(packet -> packet.startsWith(prefix)))
                    .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                            .mapToObj(i -> prefix + i)
                            .toList());
        }
    }

    /** With a client that goes over at a random moment, and does not always wait for its poll to end first. */
    @Test
    void anUpgradeInFullFlightLosesNothingAndKeepsTheOrder() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> received = new ArrayList<>();
            MemoryTransport webSocket = new MemoryTransport(TransportName.WEBSOCKET, received);
            EngineConnection connection = server(c -> new Counting(new AtomicInteger()))
                    .connect(EngineFixture.HANDSHAKE, new PollingTransport());
            int polls = random.nextInt(20);
            boolean waits = random.nextBoolean();

            together(
                    () -> IntStream.range(0, MESSAGES).forEach(i -> {
                        connection.send(Packet.message(Integer.toString(i)));
                        Thread.onSpinWait();
                    }),
                    () -> {
                        IntStream.range(0, polls).forEach(i -> poll(connection, received, i < polls - 1 || waits));
                        connection.beginUpgrade(webSocket);
                        connection.receive(webSocket, "2probe");
                        connection.receive(webSocket, "5");
                    });

            assertThat(received.stream()
                            .filter(packet -> packet.startsWith("4"))
                            .toList())
                    .as("round %d", round)
                    .containsExactlyElementsOf(
                            IntStream.range(0, MESSAGES).mapToObj(i -> "4" + i).toList());
            assertThat(connection.isOpen()).isTrue();
        }
    }

    private static void poll(EngineConnection connection, List<String> received, boolean waits) {
        RecordingPoll poll = new RecordingPoll(received);
        connection.poll(poll);
        if (waits && poll.isWaiting()) {
            connection.send(Packet.NOOP); // nobody else may be sending any more
            try {
                assertThat(poll.awaitEnd()).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private EngineServer server(EngineApplication application) {
        EngineOptions defaults = EngineOptions.defaults();
        EngineOptions unbounded = new EngineOptions(
                Duration.ofHours(1),
                Duration.ofHours(1),
                1000,
                defaults.upgradeTimeout(),
                0,
                0,
                defaults.stallTimeout());
        return new EngineServer(unbounded, application, clock.wheel(), Runnable::run);
    }

    /** Two threads that spin until both are there: they meet within nanoseconds. */
    private void atOnce(Runnable one, Runnable other) throws Exception {
        AtomicInteger ready = new AtomicInteger();
        Future<?> second = threads.submit(() -> spinThenRun(ready, other));
        spinThenRun(ready, one);
        second.get();
    }

    private static void spinThenRun(AtomicInteger ready, Runnable task) {
        ready.incrementAndGet();
        while (ready.get() < 2) {
            Thread.onSpinWait();
        }
        task.run();
    }

    private void together(Runnable... tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(threads.submit(() -> {
                start.await();
                task.run();
                return null;
            }));
        }
        for (Future<?> task : running) {
            task.get();
        }
    }

    private record Counting(AtomicInteger closes) implements ConnectionHandler {
        @Override
        public void onText(String data) {}

        @Override
        public void onBinary(byte[] data) {}

        @Override
        public void onClose(CloseReason reason) {
            closes.incrementAndGet();
        }
    }
}
