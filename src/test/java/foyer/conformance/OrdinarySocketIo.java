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
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The suite's events with the timers of every day, under which nothing is closed by a missed heartbeat soon. */
@ApplicationScoped
public class OrdinarySocketIo {

    private final EngineServer engine;
    private final Namespace main;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

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

    /** How many requests there have been. */
    AtomicInteger begun() {
        return begun;
    }

    /** How many of them have been through their servlet, or failed there; they may still wait for their answer. */
    AtomicInteger left() {
        return left;
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

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            ordinary.begun().incrementAndGet();
            try {
                super.doFilter(request, response, chain);
            } finally {
                // A handshake may fail in the container; whoever counts is not to wait for it for ever.
                ordinary.left().incrementAndGet();
            }
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
