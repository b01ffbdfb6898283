package foyer.conformance;

import foyer.engineio.CloseReason;
import foyer.socketio.ConnectRequest;
import foyer.socketio.Event;
import foyer.socketio.Message;
import foyer.socketio.Socket;
import foyer.socketio.SocketHandler;

/** The events of the official suite, and two more for our own tests: {@code close-me} and {@code flood}. */
final class SuiteEvents implements SocketHandler {

    private static final String FLOOD = "x".repeat(16 * 1024);
    private static final int FLOOD_MESSAGES = 4000;

    /** Lets everybody in. */
    static void welcome(ConnectRequest request) {
        request.accept(new SuiteEvents(), Message.of("auth", request.authJson().orElse("{}")));
    }

    @Override
    public void onEvent(Socket socket, Event event) {
        switch (event.name()) {
            case "message" -> socket.emit(Message.of("message-back", event.arguments()));
            case "message-with-ack" -> event.ack(event.arguments());
            case "close-me" -> socket.close(CloseReason.FORCED_CLOSE);
            case "flood" -> flood(socket);
            default -> socket.emit("unknown");
        }
    }

    /** Far more than a connection's queue and the network's buffers hold. */
    private static void flood(Socket socket) {
        for (int i = 0; i < FLOOD_MESSAGES && socket.isConnected(); i++) {
            socket.emit("flood", '"' + FLOOD + '"');
        }
    }

    @Override
    public void onDisconnect(Socket socket, CloseReason reason) {}
}
