package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import foyer.engineio.CloseReason;
import foyer.engineio.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From CONNECT to its answer. */
class ConnectTest {

    private final ManualTimers timers = new ManualTimers();
    private final SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), timers);
    private final List<ConnectRequest> requests = new ArrayList<>();
    private final Namespace main = server.namespace("/", requests::add);
    private final RecordingHandler handler = new RecordingHandler();

    @Test
    void an_accepted_client_gets_its_id() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        Socket socket = request().accept(handler).orElseThrow();
        assertThat(connection.takeSent()).containsExactly("0{\"sid\":\"" + socket.id() + "\"}");
        assertThat(socket.id())
                .matches("[A-Za-z0-9_-]{20}")
                .isEqualTo(request().socketId())
                .isNotEqualTo(connection.sid());
        assertThat(socket.isConnected()).isTrue();
        assertThat(main.socket(socket.id())).containsSame(socket);
        assertThat(main.sockets()).containsExactly(socket);
        assertThat(main.size()).isEqualTo(1);
    }

    @Test
    void the_handler_sees_what_the_client_says_of_itself() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0{\"token\":\"123\"}");
        assertThat(request().authJson()).hasValue("{\"token\":\"123\"}");
        assertThat(request().handshake()).isSameAs(connection.handshake());
        assertThat(request().namespace()).isSameAs(main);
    }

    @Test
    void a_refused_client_gets_the_error_and_may_try_again() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        request().refuse(new ConnectError("Not authorized", Optional.of("{\"code\":\"X\"}")));
        assertThat(connection.takeSent())
                .containsExactly("4{\"message\":\"Not authorized\",\"data\":{\"code\":\"X\"}}");
        assertThat(connection.isOpen()).isTrue();
        assertThat(main.size()).isZero();

        connection.text("0");
        assertThat(requests.get(1).accept(handler)).isPresent();
    }

    @Test
    void an_unknown_namespace_is_an_error_and_no_end() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0/random");
        assertThat(connection.takeSent()).containsExactly("4/random,{\"message\":\"Invalid namespace\"}");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void a_client_may_be_in_several_namespaces() {
        server.namespace("/custom", requests::add);
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        connection.text("0/custom,");
        Socket one = requests.get(0).accept(handler).orElseThrow();
        Socket two = requests.get(1).accept(handler).orElseThrow();
        assertThat(two.id()).isNotEqualTo(one.id());
        two.emit("x");
        assertThat(connection.takeSent())
                .containsExactly(
                        "0{\"sid\":\"" + one.id() + "\"}",
                        "0/custom,{\"sid\":\"" + two.id() + "\"}",
                        "2/custom,[\"x\"]");
    }

    @Test
    void first_messages_come_with_the_answer_and_before_anything_else() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        Message first = Message.of(
                "connection:established", "{\"socketId\":\"" + request().socketId() + "\"}");
        request().accept(handler, first, Message.of("second"));
        List<List<Packet>> batches = connection.takeBatches();
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).stream().map(packet -> ((Packet.Text) packet).data()))
                .containsExactly(
                        "0{\"sid\":\"" + request().socketId() + "\"}",
                        "2[\"connection:established\",{\"socketId\":\""
                                + request().socketId() + "\"}]",
                        "2[\"second\"]");
    }

    @Test
    void a_broadcast_does_not_reach_a_client_before_its_answer() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        main.emit(Message.of("early"));
        main.to(request().socketId()).emit(Message.of("early"));
        assertThat(connection.takeSent()).isEmpty();
    }

    @Test
    void a_broadcast_does_not_overtake_the_answer() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        connection.beforeSending(() -> main.emit(Message.of("early")));
        request().accept(handler);
        assertThat(connection.takeSent()).hasSize(1);
    }

    @Test
    void a_connection_that_ends_during_the_answer_leaves_nothing_behind() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        connection.beforeSending(() -> connection.close(CloseReason.TRANSPORT_CLOSE));
        assertThat(request().accept(handler)).hasValueSatisfying(socket -> {
            assertThat(socket.isConnected()).isFalse();
            assertThat(socket.rooms()).isEmpty();
        });
        assertThat(handler.ends).containsExactly(CloseReason.TRANSPORT_CLOSE);
        assertThat(main.size()).isZero();
    }

    @Test
    void only_the_first_answer_counts() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        request().refuse(new ConnectError("no"));
        assertThat(request().isOpen()).isFalse();
        assertThat(request().accept(handler)).isEmpty();
        request().refuse(new ConnectError("no"));
        assertThat(connection.takeSent()).hasSize(1);

        connection.text("0");
        requests.get(1).accept(handler);
        requests.get(1).refuse(new ConnectError("too late"));
        assertThat(requests.get(1).accept(handler)).isEmpty();
        assertThat(connection.takeSent()).hasSize(1);
        assertThat(main.size()).isEqualTo(1);
    }

    @Test
    void an_answer_after_the_end_of_the_connection_registers_nothing() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        assertThat(request().isOpen()).isTrue();
        connection.close(CloseReason.TRANSPORT_CLOSE);
        assertThat(request().isOpen()).isFalse();
        assertThat(request().accept(handler)).isEmpty();
        request().refuse(new ConnectError("no"));
        assertThat(main.size()).isZero();
        assertThat(handler.ends).isEmpty();
        assertThat(timers.size()).isZero();
    }

    @Test
    void an_event_before_the_answer_ends_the_connection() {
        for (String hostile : List.of("2[\"a\"]", "1", "31[]", "0")) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text("0");
            connection.text(hostile);
            assertThat(connection.closeReason()).as(hostile).hasValue(SocketIoCloseReason.FORCED_SERVER_CLOSE);
        }
    }

    @Test
    void an_event_without_connect_ends_the_connection() {
        for (String hostile : List.of("2[\"a\"]", "1", "31[]", "2/other,[\"a\"]")) {
            InMemoryConnection connection = new InMemoryConnection(server);
            connection.text(hostile);
            assertThat(connection.closeReason()).as(hostile).hasValue(SocketIoCloseReason.FORCED_SERVER_CLOSE);
        }
    }

    @Test
    void a_second_connect_ends_the_connection() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        request().accept(handler);
        connection.text("0");
        assertThat(connection.closeReason()).hasValue(SocketIoCloseReason.FORCED_SERVER_CLOSE);
        assertThat(handler.ends).containsExactly(SocketIoCloseReason.FORCED_SERVER_CLOSE);
        assertThat(requests).hasSize(1);
    }

    @Test
    void what_is_no_packet_ends_the_connection() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("abc");
        assertThat(connection.closeReason()).hasValue(CloseReason.PARSE_ERROR);
        InMemoryConnection other = new InMemoryConnection(server);
        other.binary(1);
        assertThat(other.closeReason()).hasValue(CloseReason.PARSE_ERROR);
    }

    @Test
    void a_connection_without_a_namespace_ends_after_a_while() {
        InMemoryConnection connection = new InMemoryConnection(server);
        timers.advance(Duration.ofSeconds(44));
        assertThat(connection.isOpen()).isTrue();
        timers.advance(Duration.ofSeconds(1));
        assertThat(connection.closeReason()).hasValue(SocketIoCloseReason.CONNECT_TIMEOUT);
    }

    @Test
    void a_refused_client_does_not_stay_for_ever() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        request().refuse(new ConnectError("no"));
        connection.text("0/random");
        timers.advance(Duration.ofSeconds(45));
        assertThat(connection.closeReason()).hasValue(SocketIoCloseReason.CONNECT_TIMEOUT);
    }

    @Test
    void a_connected_client_may_stay_and_holds_no_timer() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        request().accept(handler);
        assertThat(timers.size()).isZero();
        timers.advance(Duration.ofMinutes(10));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void a_client_that_has_left_its_namespace_may_come_back_to_it_but_not_stay_outside() {
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        request().accept(handler);
        connection.text("1");
        timers.advance(Duration.ofSeconds(44));
        assertThat(connection.isOpen()).isTrue();
        timers.advance(Duration.ofSeconds(1));
        assertThat(connection.closeReason()).hasValue(SocketIoCloseReason.CONNECT_TIMEOUT);
    }

    @Test
    void a_request_nobody_answers_is_refused() {
        server.namespace("/silent", requests::add);
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0");
        request().accept(handler);
        connection.takeSent();
        connection.text("0/silent");
        timers.advance(Duration.ofSeconds(45));
        assertThat(connection.takeSent()).containsExactly("4/silent,{\"message\":\"Connection timed out\"}");
        assertThat(requests.get(1).isOpen()).isFalse();
        assertThat(requests.get(1).accept(handler)).isEmpty();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void a_handler_that_throws_refuses() {
        server.namespace("/broken", request -> {
            throw new IllegalStateException("secret");
        });
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0/broken");
        assertThat(connection.takeSent()).containsExactly("4/broken,{\"message\":\"Internal server error\"}");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void a_handler_that_throws_after_its_answer_changes_nothing() {
        server.namespace("/broken", request -> {
            request.accept(handler);
            throw new IllegalStateException("too late");
        });
        InMemoryConnection connection = new InMemoryConnection(server);
        connection.text("0/broken");
        assertThat(connection.takeSent()).hasSize(1);
        assertThat(handler.ends).isEmpty();
    }

    @Test
    void a_closing_server_ends_every_socket_and_lets_nobody_in() {
        InMemoryConnection connected = new InMemoryConnection(server);
        connected.text("0");
        request().accept(handler);
        InMemoryConnection asking = new InMemoryConnection(server);
        asking.text("0");
        server.close();
        assertThat(connected.closeReason()).hasValue(CloseReason.SERVER_SHUTTING_DOWN);
        assertThat(handler.ends).containsExactly(CloseReason.SERVER_SHUTTING_DOWN);

        RecordingHandler late = new RecordingHandler();
        requests.get(1).accept(late);
        assertThat(asking.closeReason()).hasValue(CloseReason.SERVER_SHUTTING_DOWN);
        assertThat(late.ends).containsExactly(CloseReason.SERVER_SHUTTING_DOWN);

        InMemoryConnection later = new InMemoryConnection(server);
        later.text("0");
        assertThat(later.closeReason()).hasValue(CloseReason.SERVER_SHUTTING_DOWN);
        assertThat(requests).hasSize(2);
        assertThat(main.size()).isZero();
    }

    @Test
    void a_namespace_has_a_proper_name_of_its_own() {
        for (String name : List.of("", "chat", "/a,b", "/a?b", "/")) {
            assertThatIllegalArgumentException().as(name).isThrownBy(() -> server.namespace(name, requests::add));
        }
    }

    private ConnectRequest request() {
        return requests.get(0);
    }
}
