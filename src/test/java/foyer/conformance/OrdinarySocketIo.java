package foyer.conformance;

import foyer.engineio.EngineFilter;
import foyer.engineio.EngineOptions;
import foyer.engineio.EngineServer;
import foyer.engineio.PollingServlet;
import foyer.engineio.WebSocketEndpoint;
import foyer.socketio.Namespace;
import foyer.socketio.SocketIoOptions;
import foyer.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;

/** The suite's events with the timers of every day, under which nothing is closed by a missed heartbeat soon. */
@ApplicationScoped
public class OrdinarySocketIo {

    private final EngineServer engine;
    private final Namespace main;

    /** For the container's proxy. */
    OrdinarySocketIo() {
        this.engine = null;
        this.main = null;
    }

    @Inject
    OrdinarySocketIo(Clockwork clockwork) {
        SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), clockwork.wheel());
        this.main = server.namespace("/", SuiteEvents::welcome);
        this.engine = new EngineServer(EngineOptions.defaults(), server, clockwork.wheel(), clockwork.executor());
    }

    EngineServer engine() {
        return engine;
    }

    Namespace main() {
        return main;
    }

    /** Its checks. */
    @WebFilter(urlPatterns = "/ordinary/*", asyncSupported = true)
    public static class Filter extends EngineFilter {
        private static final long serialVersionUID = 1L;

        @Inject
        private transient OrdinarySocketIo ordinary;

        @Override
        protected EngineServer engine() {
            return ordinary.engine();
        }
    }

    /** Its polling transport. */
    @WebServlet(urlPatterns = "/ordinary/*", asyncSupported = true)
    public static class Polling extends PollingServlet {
        private static final long serialVersionUID = 1L;

        @Inject
        private transient OrdinarySocketIo ordinary;

        @Override
        protected EngineServer engine() {
            return ordinary.engine();
        }
    }

    /** Its WebSocket transport. */
    @ServerEndpoint("/ordinary/")
    public static class Endpoint extends WebSocketEndpoint {

        @Inject
        private OrdinarySocketIo ordinary;

        @Override
        protected EngineServer engine() {
            return ordinary.engine();
        }
    }
}
