package foyer.lifecycle;

import foyer.edge.Caller;
import foyer.edge.OriginPolicy;
import foyer.edge.Refusal;
import foyer.engineio.EngineError;
import foyer.engineio.EngineFilter;
import foyer.engineio.EngineServer;
import foyer.rest.Callers;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Before every handshake, poll and upgrade: the engine's checks, the origin, and the number of connections. Mapped in {@code web.xml}. */
public class SocketIoFilter extends EngineFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ConnectionServer connections;

    @Inject
    private transient OriginPolicy origins;

    @Inject
    private transient Callers callers;

    @Override
    protected EngineServer engine() {
        return connections.engine();
    }

    @Override
    protected String remoteAddress(HttpServletRequest request) {
        return callers.of(request).address();
    }

    @Override
    protected Optional<EngineError> admit(HttpServletRequest request, boolean opening) {
        Caller caller = callers.of(request);
        if (!origins.allows(Optional.ofNullable(request.getHeader("Origin")), caller.ownOrigin())) {
            connections.measures().refused(Refusal.ORIGIN_NOT_ALLOWED);
            return Optional.of(EngineError.FORBIDDEN);
        }
        if (opening && connections.isCrowded(caller.address())) {
            connections.measures().refused(Refusal.RATE_LIMITED);
            return Optional.of(EngineError.TOO_MANY_CONNECTIONS);
        }
        return Optional.empty();
    }
}
