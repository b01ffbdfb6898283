package foyer.lifecycle;

import foyer.engineio.EngineServer;
import foyer.engineio.WebSocketEndpoint;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;

/** The WebSocket transport of {@code /socket.io/}. */
@ServerEndpoint(value = "/socket.io/", configurator = SocketIoEndpoint.Maker.class)
public class SocketIoEndpoint extends WebSocketEndpoint {

    private final ConnectionServer connections;

    SocketIoEndpoint(ConnectionServer connections) {
        this.connections = connections;
    }

    @Override
    protected EngineServer engine() {
        return connections.engine();
    }

    /**
     * Makes an endpoint for each connection, without CDI: Tyrus would examine the class for every one of them, behind a lock,
     * which costs more than all the rest of a connection's life.
     */
    public static final class Maker extends ServerEndpointConfig.Configurator {

        private ConnectionServer connections;

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new SocketIoEndpoint(connections()));
        }

        private synchronized ConnectionServer connections() {
            if (connections == null) {
                connections = CDI.current().select(ConnectionServer.class).get();
            }
            return connections;
        }
    }
}
