package foyer.socketio;

import foyer.engineio.CloseReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told. */
class RecordingHandler implements SocketHandler {

    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<CloseReason> ends = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(Socket socket, Event event) {
        events.add(event);
    }

    @Override
    public void onDisconnect(Socket socket, CloseReason reason) {
        ends.add(reason);
    }
}
