package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import foyer.engineio.CloseReason;
import foyer.engineio.Packet;
import foyer.engineio.TransportName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A socket from its first event to its end. */
class SocketTest {

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final ManualTimers timers = new ManualTimers();
    private final SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), timers);
    private final RecordingHandler handler = new RecordingHandler();
    private final List<Socket> accepted = new ArrayList<>();
    private final Namespace main = server.namespace(
            "/", request -> accepted.add(request.accept(handler).orElseThrow()));
    private final Namespace custom = server.namespace("/custom", request -> request.accept(handler));
    private InMemoryConnection connection;
    private Socket socket;

    @BeforeEach
    void connect() {
        connection = InMemoryConnection.connected(server);
        socket = accepted.get(0);
    }

    @Test
    void knows_where_it_comes_from() {
        assertThat(socket.handshake()).isSameAs(connection.handshake());
        assertThat(socket.namespace()).isSameAs(main);
        assertThat(socket.transport()).isEqualTo(TransportName.WEBSOCKET);
    }

    @Nested
    class Events {

        @Test
        void arrive_in_order_with_their_arguments_as_text() {
            connection.text("2[\"message\",1,\"2\",{\"3\":[true]}]");
            connection.text("2[\"other\"]");
            assertThat(handler.events).extracting(Event::name).containsExactly("message", "other");
            assertThat(handler.events.get(0).jsonArgs()).containsExactly("1", "\"2\"", "{\"3\":[true]}");
            assertThat(handler.events.get(0).wantsAck()).isFalse();
        }

        @Test
        void arrive_with_their_attachments() {
            connection.text("51-[\"message\"," + PLACEHOLDER + "]");
            assertThat(handler.events).isEmpty();
            connection.binary(1, 2, 3);
            assertThat(handler.events.get(0).jsonArgs()).containsExactly(PLACEHOLDER);
            assertThat(handler.events.get(0).attachments()).containsExactly(new byte[] {1, 2, 3});
        }

        @Test
        void are_acknowledged_once() {
            connection.text("2456[\"message-with-ack\"]");
            Event event = handler.events.get(0);
            assertThat(event.wantsAck()).isTrue();
            event.ack("1", "\"2\"");
            event.ack("3");
            assertThat(event.wantsAck()).isFalse();
            assertThat(connection.takeSent()).containsExactly("3456[1,\"2\"]");
        }

        @Test
        void are_acknowledged_with_attachments() {
            connection.text("51-789[\"message-with-ack\"," + PLACEHOLDER + "]");
            connection.binary(1, 2);
            Event event = handler.events.get(0);
            event.ack(event.arguments());
            assertThat(connection.takeSent()).containsExactly("61-789[" + PLACEHOLDER + "]", "b:0102");
        }

        @Test
        void that_want_no_acknowledgement_get_none() {
            connection.text("2[\"message\"]");
            handler.events.get(0).ack("1");
            assertThat(connection.takeSent()).isEmpty();
        }

        @Test
        void are_not_acknowledged_after_the_end() {
            connection.text("21[\"message\"]");
            connection.text("1");
            handler.events.get(0).ack();
            assertThat(connection.takeSent()).isEmpty();
        }

        @Test
        void go_to_the_socket_of_their_namespace() {
            RecordingHandler other = new RecordingHandler();
            server.namespace("/other", request -> request.accept(other));
            connection.text("0/other");
            connection.text("2/other,[\"there\"]");
            connection.text("2[\"here\"]");
            assertThat(handler.events).extracting(Event::name).containsExactly("here");
            assertThat(other.events).extracting(Event::name).containsExactly("there");
        }

        @Test
        void go_on_after_a_handler_has_thrown() {
            List<String> seen = new ArrayList<>();
            server.namespace(
                    "/broken",
                    request -> request.accept(new RecordingHandler() {
                        @Override
                        public void onEvent(Socket socket, Event event) {
                            seen.add(event.name());
                            throw new IllegalStateException();
                        }
                    }));
            connection.text("0/broken");
            connection.text("2/broken,[\"one\"]");
            connection.text("2/broken,[\"two\"]");
            assertThat(seen).containsExactly("one", "two");
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Nested
    class Emit {

        @Test
        void sends_events() {
            socket.emit("message-back", "1", "\"2\"", "{\"3\":[true]}");
            socket.emit(Message.of("a\"b"));
            assertThat(connection.takeSent())
                    .containsExactly("2[\"message-back\",1,\"2\",{\"3\":[true]}]", "2[\"a\\\"b\"]");
        }

        @Test
        void sends_attachments_in_one_piece() {
            Arguments arguments = new Arguments(List.of(PLACEHOLDER), List.of(InMemoryConnection.bytes(1, 2, 3)));
            socket.emit(Message.of("message-back", arguments));
            List<List<Packet>> batches = connection.takeBatches();
            assertThat(batches).hasSize(1);
            assertThat(batches.get(0)).hasSize(2);
        }

        @Test
        void marks_what_may_be_lost() {
            Arguments arguments = new Arguments(List.of(PLACEHOLDER), List.of(InMemoryConnection.bytes(1)));
            socket.emit(Message.of("a", arguments).asVolatile());
            socket.emit(Message.volatileOf("b"));
            socket.emit(Message.of("c"));
            assertThat(connection.takeBatches().stream().flatMap(List::stream).map(Packet::isVolatile))
                    .containsExactly(true, true, true, false);
        }

        @Test
        void refuses_reserved_names() {
            assertThatIllegalArgumentException().isThrownBy(() -> socket.emit("disconnect"));
            assertThatIllegalArgumentException().isThrownBy(() -> Message.of("connect"));
            assertThatIllegalArgumentException().isThrownBy(() -> socket.emitWithAck("connect_error", answer -> {}));
            assertThat(timers.size()).isZero();
        }

        @Test
        void does_nothing_after_the_end() {
            connection.text("1");
            socket.emit("a");
            socket.emit(Message.of("a"));
            assertThat(connection.takeSent()).isEmpty();
        }
    }

    @Nested
    class EmitWithAck {

        private final List<Optional<Arguments>> answers = new ArrayList<>();

        @Test
        void hears_the_answer() {
            socket.emitWithAck("a", answers::add, "1");
            socket.emitWithAck("b", answers::add);
            assertThat(connection.takeSent()).containsExactly("20[\"a\",1]", "21[\"b\"]");
            connection.text("31[\"second\"]");
            connection.text("30[]");
            assertThat(answers).containsExactly(Optional.of(Arguments.of("\"second\"")), Optional.of(Arguments.none()));
            assertThat(timers.size()).isZero();
        }

        @Test
        void hears_an_answer_with_attachments() {
            socket.emitWithAck("a", answers::add);
            connection.text("61-0[" + PLACEHOLDER + "]");
            connection.binary(7);
            assertThat(answers.get(0).orElseThrow().attachments()).containsExactly(new byte[] {7});
        }

        @Test
        void hears_one_answer() {
            socket.emitWithAck("a", answers::add);
            connection.text("30[1]");
            connection.text("30[2]");
            assertThat(answers).containsExactly(Optional.of(Arguments.of("1")));
            assertThat(connection.isOpen()).isTrue();
        }

        @Test
        void ignores_answers_to_nothing() {
            connection.text("30[]");
            socket.emitWithAck("a", answers::add);
            connection.text("39007199254740992[]");
            assertThat(answers).isEmpty();
            assertThat(connection.isOpen()).isTrue();
        }

        @Test
        void gives_up_in_time_and_then_hears_nothing() {
            socket.emitWithAck("a", Duration.ofSeconds(3), answers::add);
            timers.advance(Duration.ofSeconds(2));
            assertThat(answers).isEmpty();
            timers.advance(Duration.ofSeconds(1));
            assertThat(answers).containsExactly(Optional.empty());
            connection.text("30[]");
            connection.close(CloseReason.TRANSPORT_CLOSE);
            assertThat(answers).hasSize(1);
        }

        @Test
        void gives_up_in_the_time_of_the_options_if_none_is_told() {
            socket.emitWithAck("a", answers::add);
            timers.advance(SocketIoOptions.defaults().ackTimeout());
            assertThat(answers).containsExactly(Optional.empty());
        }

        @Test
        void gives_up_when_the_socket_ends_and_before_the_handler_is_told() {
            socket.emitWithAck("a", answer -> {
                answers.add(answer);
                assertThat(handler.ends).isEmpty();
            });
            connection.close(CloseReason.PING_TIMEOUT);
            assertThat(answers).containsExactly(Optional.empty());
            assertThat(handler.ends).hasSize(1);
            assertThat(timers.size()).isZero();
        }

        @Test
        void gives_up_at_once_after_the_end() {
            connection.text("1");
            int before = timers.size();
            socket.emitWithAck("a", answers::add);
            assertThat(answers).containsExactly(Optional.empty());
            assertThat(connection.takeSent()).isEmpty();
            assertThat(timers.size()).isEqualTo(before);
        }

        @Test
        void survives_a_callback_that_throws() {
            socket.emitWithAck("a", answer -> {
                throw new IllegalStateException();
            });
            socket.emitWithAck("b", answers::add);
            connection.close(CloseReason.TRANSPORT_CLOSE);
            assertThat(answers).hasSize(1);
            assertThat(handler.ends).hasSize(1);
        }
    }

    @Nested
    class End {

        @Test
        void by_the_client_leaves_the_connection_and_other_namespaces() {
            connection.text("0/custom");
            connection.takeSent();
            connection.text("1/custom");
            assertThat(handler.ends).containsExactly(SocketIoCloseReason.CLIENT_NAMESPACE_DISCONNECT);
            assertThat(connection.takeSent()).isEmpty();
            assertThat(connection.isOpen()).isTrue();
            assertThat(custom.size()).isZero();
            assertThat(main.size()).isEqualTo(1);
            connection.text("2[\"message\"]");
            assertThat(handler.events).hasSize(1);
        }

        @Test
        void by_the_client_is_an_end_for_its_events_too() {
            connection.text("1");
            connection.text("2[\"message\"]");
            assertThat(connection.closeReason()).hasValue(SocketIoCloseReason.FORCED_SERVER_CLOSE);
            assertThat(handler.events).isEmpty();
        }

        @Test
        void is_followed_by_a_new_beginning_if_the_client_wants() {
            connection.text("1");
            connection.text("0");
            assertThat(accepted).hasSize(2);
            assertThat(accepted.get(1).id()).isNotEqualTo(socket.id());
            assertThat(accepted.get(1).isConnected()).isTrue();
            assertThat(socket.isConnected()).isFalse();
        }

        @Test
        void by_the_server_is_told_to_the_client() {
            socket.disconnect();
            socket.disconnect();
            assertThat(connection.takeSent()).containsExactly("1");
            assertThat(handler.ends).containsExactly(SocketIoCloseReason.SERVER_NAMESPACE_DISCONNECT);
            assertThat(connection.isOpen()).isTrue();
            assertThat(main.size()).isZero();
        }

        @Test
        void by_the_server_drops_what_was_under_way_already() {
            socket.disconnect();
            connection.text("2[\"message\"]");
            connection.text("30[]");
            connection.text("1");
            assertThat(connection.isOpen()).isTrue();
            assertThat(handler.events).isEmpty();
            connection.text("0");
            assertThat(accepted).hasSize(2);
        }

        @Test
        void of_the_connection_ends_every_namespace_with_its_reason() {
            connection.text("0/custom");
            connection.close(CloseReason.PING_TIMEOUT);
            assertThat(handler.ends).containsExactly(CloseReason.PING_TIMEOUT, CloseReason.PING_TIMEOUT);
            assertThat(socket.isConnected()).isFalse();
            assertThat(main.size() + custom.size()).isZero();
        }

        @Test
        void by_closing_ends_the_connection() {
            connection.text("0/custom");
            socket.close(CloseReason.SLOW_CONSUMER);
            assertThat(connection.closeReason()).hasValue(CloseReason.SLOW_CONSUMER);
            assertThat(handler.ends).hasSize(2).containsOnly(CloseReason.SLOW_CONSUMER);
        }

        @Test
        void by_a_broken_packet_has_the_reason_parse_error() {
            connection.text("2{}");
            assertThat(handler.ends).containsExactly(CloseReason.PARSE_ERROR);
        }

        @Test
        void comes_once_whatever_comes_after() {
            socket.disconnect();
            connection.text("1");
            connection.close(CloseReason.TRANSPORT_CLOSE);
            assertThat(handler.ends).hasSize(1);
        }

        @Test
        void comes_once_even_if_the_handler_disconnects_and_throws() {
            List<CloseReason> reasons = new ArrayList<>();
            server.namespace(
                    "/odd",
                    request -> request.accept(new RecordingHandler() {
                        @Override
                        public void onDisconnect(Socket odd, CloseReason reason) {
                            reasons.add(reason);
                            odd.disconnect();
                            odd.close(CloseReason.FORCED_CLOSE);
                            throw new IllegalStateException();
                        }
                    }));
            connection.text("0/odd");
            connection.close(CloseReason.TRANSPORT_CLOSE);
            assertThat(reasons).containsExactly(CloseReason.TRANSPORT_CLOSE);
            assertThat(handler.ends).as("the other socket of the connection").hasSize(1);
        }

        @Test
        void may_come_within_an_event() {
            server.namespace(
                    "/quit",
                    request -> request.accept(new RecordingHandler() {
                        @Override
                        public void onEvent(Socket quitter, Event event) {
                            quitter.disconnect();
                            event.ack("1");
                        }
                    }));
            connection.text("0/quit");
            connection.takeSent();
            connection.text("2/quit,1[\"quit\"]");
            assertThat(connection.takeSent()).containsExactly("1/quit,");
        }
    }
}
