package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.engineio.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is promised once happens once, whoever comes first. Each race is run often, as each run may go either way. */
class RacesTest {

    private static final int RUNS = 1_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ManualTimers timers = new ManualTimers();
    private final SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), timers);
    private final AtomicReference<ConnectRequest> request = new AtomicReference<>();
    private final Namespace main = server.namespace("/", request::set);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void accept_against_close() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            RecordingHandler handler = new RecordingHandler();
            AtomicReference<Optional<Socket>> socket = new AtomicReference<>();
            race(
                    () -> {
                        socket.set(request.get().accept(handler));
                        socket.get().ifPresent(accepted -> accepted.join("room"));
                    },
                    () -> connection.close(CloseReason.TRANSPORT_CLOSE));
            assertThat(handler.ends).hasSize(socket.get().isPresent() ? 1 : 0);
            assertNothingIsLeft();
        }
    }

    @Test
    void accept_against_accept_and_refuse() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            RecordingHandler handler = new RecordingHandler();
            ConnectRequest asked = request.get();
            List<Socket> sockets = new CopyOnWriteArrayList<>();
            race(
                    () -> asked.accept(handler).ifPresent(sockets::add),
                    () -> asked.accept(handler).ifPresent(sockets::add),
                    () -> asked.refuse(new ConnectError("no")));
            assertThat(sockets).hasSizeLessThan(2);
            assertThat(connection.takeSent()).hasSize(1);
            assertThat(main.size()).isEqualTo(sockets.size());
            connection.close(CloseReason.TRANSPORT_CLOSE);
            assertNothingIsLeft();
        }
    }

    @Test
    void all_ways_to_end_at_once() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            RecordingHandler handler = new RecordingHandler();
            Socket socket = request.get().accept(handler).orElseThrow();
            race(
                    socket::disconnect,
                    () -> connection.text("1"),
                    () -> connection.close(CloseReason.PING_TIMEOUT),
                    () -> socket.close(CloseReason.SLOW_CONSUMER));
            assertThat(handler.ends).hasSize(1);
            assertNothingIsLeft();
        }
    }

    @Test
    void join_against_close() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            Socket socket = request.get().accept(new RecordingHandler()).orElseThrow();
            race(
                    () -> socket.join("one"),
                    () -> {
                        socket.join("two");
                        socket.leave("two");
                    },
                    () -> connection.close(CloseReason.TRANSPORT_CLOSE));
            assertNothingIsLeft();
        }
    }

    @Test
    void join_against_leave_of_the_last_member() throws Exception {
        List<Socket> sockets = Stream.generate(this::connect).limit(2).toList();
        for (int run = 0; run < RUNS; run++) {
            sockets.get(0).join("room");
            race(() -> sockets.get(0).leave("room"), () -> sockets.get(1).join("room"));
            assertThat(main.to("room").sockets()).containsExactly(sockets.get(1));
            sockets.get(1).leave("room");
            assertThat(main.rooms()).isZero();
        }
    }

    @Test
    void answer_against_time_out_against_close() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            Socket socket = request.get().accept(new RecordingHandler()).orElseThrow();
            List<Optional<Arguments>> answers = new CopyOnWriteArrayList<>();
            socket.emitWithAck("a", Duration.ofSeconds(1), answers::add);
            race(
                    () -> connection.text("30[]"),
                    () -> timers.advance(Duration.ofSeconds(1)),
                    () -> connection.close(CloseReason.TRANSPORT_CLOSE),
                    () -> socket.emitWithAck("b", Duration.ofSeconds(1), answers::add));
            timers.advance(Duration.ofSeconds(1));
            assertThat(answers).hasSize(2);
        }
    }

    @Test
    void acknowledgement_against_acknowledgement() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            RecordingHandler handler = new RecordingHandler();
            request.get().accept(handler);
            connection.takeSent();
            connection.text("27[\"a\"]");
            Event event = handler.events.get(0);
            race(() -> event.ack("1"), () -> event.ack("2"));
            assertThat(connection.takeSent()).hasSize(1);
        }
    }

    @Test
    void accept_against_the_closing_of_the_server() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            SocketIoServer closing = new SocketIoServer(SocketIoOptions.defaults(), timers);
            AtomicReference<ConnectRequest> asked = new AtomicReference<>();
            Namespace namespace = closing.namespace("/", asked::set);
            InMemoryConnection connection = new InMemoryConnection(closing);
            connection.text("0");
            RecordingHandler handler = new RecordingHandler();
            race(() -> asked.get().accept(handler), closing::close);
            assertThat(handler.ends).containsExactly(CloseReason.SERVER_SHUTTING_DOWN);
            assertThat(namespace.size()).isZero();
        }
    }

    @Test
    void accept_against_broadcasts() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            ConnectRequest asked = request.get();
            Message news = Message.of("news");
            race(() -> asked.accept(new RecordingHandler(), Message.of("first")), () -> {
                for (int i = 0; i < 20; i++) {
                    main.emit(news);
                    main.to(asked.socketId()).emit(news);
                }
            });
            List<String> sent = connection.takeSent();
            assertThat(sent.get(0)).startsWith("0{");
            assertThat(sent.get(1)).isEqualTo("2[\"first\"]");
            connection.close(CloseReason.TRANSPORT_CLOSE);
        }
    }

    private Socket connect() {
        new InMemoryConnection(server).text("0");
        return request.get().accept(new RecordingHandler()).orElseThrow();
    }

    private void assertNothingIsLeft() {
        assertThat(main.size()).isZero();
        assertThat(main.rooms()).isZero();
        assertThat(timers.size()).isZero();
    }

    private void race(Runnable... runners) throws Exception {
        CyclicBarrier start = new CyclicBarrier(runners.length);
        List<Future<?>> running = Stream.of(runners)
                .<Future<?>>map(runner -> threads.submit(() -> {
                    start.await();
                    runner.run();
                    return null;
                }))
                .toList();
        for (Future<?> run : running) {
            run.get(10, TimeUnit.SECONDS);
        }
    }
}
