package foyer.conformance;

import foyer.engineio.CloseReason;
import foyer.engineio.Connection;
import foyer.engineio.ConnectionHandler;
import foyer.engineio.EngineFilter;
import foyer.engineio.EngineServer;
import foyer.engineio.Packet;
import foyer.engineio.PollingServlet;
import foyer.engineio.WebSocketEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;

/** An engine that sends every message back. */
@ApplicationScoped
public class EchoEngine {

    private final EngineServer engine;

    /** For the container's proxy. */
    EchoEngine() {
        this.engine = null;
    }

    @Inject
    EchoEngine(Clockwork clockwork) {
        this.engine = new EngineServer(clockwork.options(), Echo::new, clockwork.wheel(), clockwork.executor());
    }

    EngineServer engine() {
        return engine;
    }

    private record Echo(Connection connection) implements ConnectionHandler {
        @Override
        public void onText(String data) {
            connection.send(Packet.message(data));
        }

        @Override
        public void onBinary(byte[] data) {
            connection.send(Packet.message(data));
        }

        @Override
        public void onClose(CloseReason reason) {}
    }

    /** Its checks. */
    @WebFilter(urlPatterns = "/engine.io/*", asyncSupported = true)
    public static class Filter extends EngineFilter {
        private static final long serialVersionUID = 1L;

        @Inject
        private transient EchoEngine echo;

        @Override
        protected EngineServer engine() {
            return echo.engine();
        }
    }

    /** Its polling transport. */
    @WebServlet(urlPatterns = "/engine.io/*", asyncSupported = true)
    public static class Polling extends PollingServlet {
        private static final long serialVersionUID = 1L;

        @Inject
        private transient EchoEngine echo;

        @Override
        protected EngineServer engine() {
            return echo.engine();
        }
    }

    /** Its WebSocket transport. */
    @ServerEndpoint("/engine.io/")
    public static class Endpoint extends WebSocketEndpoint {

        @Inject
        private EchoEngine echo;

        @Override
        protected EngineServer engine() {
            return echo.engine();
        }
    }
}
