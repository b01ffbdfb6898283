package foyer.lifecycle;

import foyer.engineio.EngineServer;
import foyer.engineio.WebSocketEndpoint;
import jakarta.inject.Inject;
import jakarta.websocket.server.ServerEndpoint;

/** The WebSocket transport of {@code /socket.io/}. */
@ServerEndpoint("/socket.io/")
public class SocketIoEndpoint extends WebSocketEndpoint {

    @Inject
    private ConnectionServer connections;

    @Override
    protected EngineServer engine() {
        return connections.engine();
    }
}
