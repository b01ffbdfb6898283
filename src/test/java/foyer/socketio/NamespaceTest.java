package foyer.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import foyer.engineio.CloseReason;
import foyer.engineio.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rooms and broadcasts. */
class NamespaceTest {

    private final SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), new ManualTimers());
    private final RecordingHandler handler = new RecordingHandler();
    private final List<Socket> sockets = new ArrayList<>();
    private final Namespace main =
            server.namespace("/", request -> sockets.add(request.accept(handler).orElseThrow()));
    private final List<InMemoryConnection> connections =
            Stream.generate(() -> InMemoryConnection.connected(server)).limit(4).toList();

    @Test
    void everybody_is_reached_by_a_message_encoded_once() {
        main.emit(Message.of("news", "1"));
        List<Packet> packets = connections.stream()
                .flatMap(connection -> connection.takeBatches().stream())
                .flatMap(List::stream)
                .toList();
        assertThat(packets).hasSize(4).allSatisfy(packet -> assertThat(packet).isSameAs(packets.get(0)));
        assertThat(((Packet.Text) packets.get(0)).data()).isEqualTo("2[\"news\",1]");
    }

    @Test
    void each_thread_that_writes_sockets_is_given_its_own_once() {
        List<Runnable> ofOne = new ArrayList<>();
        List<Runnable> ofAnother = new ArrayList<>();
        Executor one = ofOne::add;
        Executor another = ofAnother::add;
        connections.get(0).writtenBy(one);
        connections.get(1).writtenBy(another);
        connections.get(2).writtenBy(one);

        main.emit(Message.of("a"));

        assertThat(reached()).as("those without a thread").containsExactly(3);
        assertThat(ofOne).hasSize(1).allSatisfy(Runnable::run);
        assertThat(reached()).containsExactly(0, 2);
        assertThat(ofAnother).hasSize(1).allSatisfy(Runnable::run);
        assertThat(reached()).containsExactly(1);
    }

    @Test
    void a_message_sent_to_two_namespaces_is_encoded_for_each() {
        server.namespace("/custom", request -> request.accept(handler));
        connections.get(0).text("0/custom");
        connections.get(0).takeSent();
        Message message = Message.of("news");
        main.emit(message);
        server.find("/custom").orElseThrow().emit(message);
        main.emit(message);
        assertThat(connections.get(0).takeSent()).containsExactly("2[\"news\"]", "2/custom,[\"news\"]", "2[\"news\"]");
    }

    @Test
    void a_room_has_those_who_joined_and_have_not_left() {
        join("room", 0, 1, 2);
        sockets.get(1).leave("room");
        main.to("room").emit(Message.of("a"));
        assertThat(reached()).containsExactly(0, 2);
        assertThat(sockets.get(0).rooms())
                .containsExactlyInAnyOrder("room", sockets.get(0).id());
        assertThat(sockets.get(1).rooms()).containsExactly(sockets.get(1).id());
    }

    @Test
    void a_socket_knows_what_it_is_in_until_its_end() {
        join("room", 0);
        Socket socket = sockets.get(0);
        assertThat(socket.isIn("room")).isTrue();
        assertThat(socket.isIn(socket.id())).isTrue();
        assertThat(socket.isIn("another")).isFalse();
        socket.disconnect();
        assertThat(socket.isIn("room")).isFalse();
        assertThat(socket.isIn(socket.id())).isFalse();
    }

    @Test
    void a_socket_in_several_of_the_rooms_is_reached_once() {
        join("red", 0, 1);
        join("blue", 1, 2);
        main.to("red", "blue").emit(Message.of("a"));
        assertThat(reached()).containsExactly(0, 1, 2);
        main.to("red").to("blue", sockets.get(0).id(), "nobody's").emit(Message.of("a"));
        assertThat(reached()).containsExactly(0, 1, 2);
    }

    @Test
    void exceptions_are_left_out() {
        join("red", 0, 1, 2);
        join("blue", 2, 3);
        main.to("red").except("blue").emit(Message.of("a"));
        assertThat(reached()).containsExactly(0, 1);
        main.except("blue", sockets.get(0).id()).emit(Message.of("a"));
        assertThat(reached()).containsExactly(1);
        main.to("red").except(sockets.get(1).id()).emit(Message.of("a"));
        assertThat(reached()).containsExactly(0, 2);
    }

    @Test
    void an_exception_for_nobody_leaves_out_nobody() {
        main.except("nobody's").emit(Message.of("a"));
        assertThat(reached()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void a_room_nobody_is_in_reaches_nobody() {
        main.to("nobody's").emit(Message.of("a"));
        assertThat(reached()).isEmpty();
    }

    @Test
    void a_socket_is_in_the_room_of_its_own_id_and_cannot_leave_it() {
        Socket socket = sockets.get(2);
        socket.leave(socket.id());
        socket.join(socket.id());
        main.to(socket.id()).emit(Message.of("a"));
        assertThat(reached()).containsExactly(2);
        assertThat(main.rooms()).isZero();
    }

    @Test
    void a_room_named_like_a_socket_has_both() {
        sockets.get(0).join(sockets.get(1).id());
        main.to(sockets.get(1).id()).emit(Message.of("a"));
        assertThat(reached()).containsExactly(0, 1);
    }

    @Test
    void a_room_is_gone_with_the_last_who_was_in_it() {
        join("room", 0, 1);
        sockets.get(0).join("room");
        assertThat(main.rooms()).isEqualTo(1);
        sockets.get(0).leave("room");
        sockets.get(0).leave("room");
        assertThat(main.rooms()).isEqualTo(1);
        connections.get(1).close(CloseReason.TRANSPORT_CLOSE);
        assertThat(main.rooms()).isZero();
        assertThat(sockets.get(1).rooms()).isEmpty();
    }

    @Test
    void who_is_gone_joins_nothing() {
        connections.get(0).close(CloseReason.TRANSPORT_CLOSE);
        sockets.get(0).join("room");
        assertThat(main.rooms()).isZero();
        assertThat(main.socket(sockets.get(0).id())).isEmpty();
    }

    @Test
    void rooms_are_left_before_the_handler_is_told() {
        List<Integer> rooms = new ArrayList<>();
        Namespace other = server.namespace(
                "/other",
                request -> request.accept(new RecordingHandler() {
                            @Override
                            public void onDisconnect(Socket socket, CloseReason reason) {
                                rooms.add(socket.namespace().rooms()
                                        + socket.namespace().size());
                            }
                        })
                        .orElseThrow()
                        .join("room"));
        connections.get(0).text("0/other");
        assertThat(other.rooms()).isEqualTo(1);
        connections.get(0).close(CloseReason.TRANSPORT_CLOSE);
        assertThat(rooms).containsExactly(0);
    }

    @Test
    void a_room_can_be_sent_away() {
        join("room", 0, 1);
        main.disconnectSockets("room");
        assertThat(handler.ends).hasSize(2).containsOnly(SocketIoCloseReason.SERVER_NAMESPACE_DISCONNECT);
        assertThat(main.sockets()).containsExactlyInAnyOrder(sockets.get(2), sockets.get(3));
        assertThat(connections.get(0).takeSent()).containsExactly("1");
        assertThat(connections.get(0).isOpen()).isTrue();
    }

    @Test
    void a_room_can_be_closed() {
        join("room", 0, 1);
        main.to("room").closeSockets(CloseReason.SLOW_CONSUMER);
        assertThat(connections.stream().map(InMemoryConnection::isOpen)).containsExactly(false, false, true, true);
    }

    @Test
    void a_broadcast_says_whom_it_is_for() {
        join("red", 0, 1);
        Broadcast broadcast = main.to("red").except("blue");
        assertThat(broadcast.rooms()).containsExactly("red");
        assertThat(broadcast.except()).containsExactly("blue");
        assertThat(broadcast.sockets()).containsExactlyInAnyOrder(sockets.get(0), sockets.get(1));
        sockets.get(1).join("blue");
        assertThat(broadcast.sockets()).containsExactly(sockets.get(0));
    }

    private void join(String room, int... members) {
        for (int member : members) {
            sockets.get(member).join(room);
        }
    }

    /** The connections that were sent the event, as often as they were. */
    private List<Integer> reached() {
        List<Integer> reached = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            for (String sent : connections.get(i).takeSent()) {
                assertThat(sent).isEqualTo("2[\"a\"]");
                reached.add(i);
            }
        }
        return reached;
    }
}
