package foyer.engineio;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Checks a request before the servlet or the WebSocket container sees it, so that an upgrade too is refused
 * with a real HTTP status. The checks and their order are the reference server's.
 *
 * <p>An application subclasses it and maps it to {@code /socket.io/*}, with support for asynchronous answers; in {@code web.xml} if it has
 * other filters, for annotated ones come in any order.
 */
public abstract class EngineFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String PROTOCOL_REVISION = "4";

    /** The server of this path. */
    protected abstract EngineServer engine();

    /**
     * The application's own say: origin, number of connections. Called for every request that is otherwise in
     * order.
     *
     * @param opening whether the request would open a new connection
     */
    protected Optional<EngineError> admit(HttpServletRequest request, boolean opening) {
        return Optional.empty();
    }

    /** The client's address; behind a proxy that is trusted, the one it names. */
    protected String remoteAddress(HttpServletRequest request) {
        return request.getRemoteAddr();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Map<String, String> query = QueryString.parse(request.getQueryString());
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        Optional<EngineError> error =
                check(request, query, upgrade).or(() -> admit(request, !query.containsKey("sid")));
        if (error.isPresent()) {
            HttpAnswer.of(error.get()).writeTo(response);
        } else if (upgrade) {
            chain.doFilter(new UpgradeRequest(request, handshake(request, query), engine().executor()), response);
        } else {
            request.setAttribute(Handshake.class.getName(), handshake(request, query));
            chain.doFilter(request, response);
        }
    }

    private Optional<EngineError> check(HttpServletRequest request, Map<String, String> query, boolean upgrade) {
        Optional<TransportName> transport = TransportName.of(query.getOrDefault("transport", ""));
        if (transport.isEmpty()) {
            return Optional.of(EngineError.UNKNOWN_TRANSPORT);
        }
        boolean webSocket = transport.get() == TransportName.WEBSOCKET;
        if (query.containsKey("sid")) {
            return engine().find(query.get("sid"))
                    .map(connection -> checkKnown(connection, request, webSocket, upgrade))
                    .orElseGet(() -> Optional.of(engine().refuseUnknown(query.get("sid"))));
        }
        if (!request.getMethod().equals("GET")) {
            return Optional.of(EngineError.BAD_HANDSHAKE_METHOD);
        }
        if (webSocket != upgrade) {
            return Optional.of(EngineError.BAD_REQUEST);
        }
        if (!PROTOCOL_REVISION.equals(query.get("EIO"))) {
            return Optional.of(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        }
        return engine().isClosed() ? Optional.of(EngineError.SHUTTING_DOWN) : Optional.empty();
    }

    private static Optional<EngineError> checkKnown(
            EngineConnection connection, HttpServletRequest request, boolean webSocket, boolean upgrade) {
        // An upgrade that comes to nothing is closed by the endpoint, after it was opened, as by the reference.
        boolean transport = upgrade || connection.transport() == TransportName.POLLING;
        boolean method = request.getMethod().equals("GET")
                || !upgrade && request.getMethod().equals("POST");
        return transport && webSocket == upgrade && method ? Optional.empty() : Optional.of(EngineError.BAD_REQUEST);
    }

    private Handshake handshake(HttpServletRequest request, Map<String, String> query) {
        return new Handshake(
                Map.copyOf(query),
                Optional.ofNullable(request.getHeader("Authorization")),
                Optional.ofNullable(request.getHeader("Origin")),
                remoteAddress(request),
                Optional.ofNullable(request.getUserPrincipal()),
                Instant.now());
    }

    /**
     * Carries the handshake to the WebSocket endpoint. The principal is the one thing of a request that both
     * containers hand on to the session as it is; the real one is in the handshake.
     */
    private static final class UpgradeRequest extends HttpServletRequestWrapper {
        private final HandshakePrincipal principal;

        UpgradeRequest(HttpServletRequest request, Handshake handshake, Executor executor) {
            super(request);
            Stay stay = Stay.in(request);
            this.principal = new HandshakePrincipal(
                    handshake,
                    ConnectionEnd.of(request),
                    stay,
                    new TyrusHandler(stay, executor),
                    UndertowRequest.of(request));
        }

        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        /** Tyrus asks for the name with each handshake, and Grizzly would look it up at the name server, for as long as that takes. */
        @Override
        public String getLocalName() {
            return getLocalAddr();
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            Optional<T> handler = principal.handler().upgrade(getRequest(), type);
            return handler.isPresent() ? handler.get() : super.upgrade(type);
        }
    }
}
