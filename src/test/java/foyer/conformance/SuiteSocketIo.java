package foyer.conformance;

import foyer.engineio.EngineFilter;
import foyer.engineio.EngineServer;
import foyer.engineio.PollingServlet;
import foyer.engineio.WebSocketEndpoint;
import foyer.socketio.SocketIoOptions;
import foyer.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;

/** A Socket.IO server with the namespaces {@code /} and {@code /custom}, and the events of the official suite. */
@ApplicationScoped
public class SuiteSocketIo {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1500);

    private final EngineServer engine;

    /** For the container's proxy. */
    SuiteSocketIo() {
        this.engine = null;
    }

    @Inject
    SuiteSocketIo(Clockwork clockwork) {
        SocketIoOptions options = new SocketIoOptions(CONNECT_TIMEOUT, 10, 32, Duration.ofSeconds(10));
        SocketIoServer server = new SocketIoServer(options, clockwork.wheel());
        server.namespace("/", SuiteEvents::welcome);
        server.namespace("/custom", SuiteEvents::welcome);
        this.engine = new EngineServer(clockwork.options(), server, clockwork.wheel(), clockwork.executor());
    }

    EngineServer engine() {
        return engine;
    }

    /** Its checks. */
    @WebFilter(urlPatterns = "/socket.io/*", asyncSupported = true)
    public static class Filter extends EngineFilter {
        private static final long serialVersionUID = 1L;

        @Inject
        private transient SuiteSocketIo suite;

        @Override
        protected EngineServer engine() {
            return suite.engine();
        }
    }

    /** Its polling transport. */
    @WebServlet(urlPatterns = "/socket.io/*", asyncSupported = true)
    public static class Polling extends PollingServlet {
        private static final long serialVersionUID = 1L;

        @Inject
        private transient SuiteSocketIo suite;

        @Override
        protected EngineServer engine() {
            return suite.engine();
        }
    }

    /** Its WebSocket transport. */
    @ServerEndpoint("/socket.io/")
    public static class Endpoint extends WebSocketEndpoint {

        @Inject
        private SuiteSocketIo suite;

        @Override
        protected EngineServer engine() {
            return suite.engine();
        }
    }
}
