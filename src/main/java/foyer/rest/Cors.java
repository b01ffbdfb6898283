package foyer.rest;

import foyer.edge.OriginPolicy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Cross-origin resource sharing: exactly the origins that are allowed, each named, never {@code *}. */
public final class Cors {

    private static final String METHODS = "GET, POST, PUT, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type";
    private static final String EXPOSED_HEADERS = "Retry-After";
    private static final String REMEMBERED_SECONDS = "600";

    private final OriginPolicy policy;
    private final Callers callers;

    /**
     * @param policy which origins are allowed
     * @param callers knows the origin of this server
     */
    public Cors(OriginPolicy policy, Callers callers) {
        this.policy = policy;
        this.callers = callers;
    }

    /**
     * Adds the headers that let the calling page read the answer, if its origin is allowed.
     *
     * @return whether it is
     */
    public boolean apply(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
        response.addHeader("Vary", "Origin");
        boolean allowed = policy.allows(origin, callers.of(request).ownOrigin());
        if (allowed && origin.isPresent()) {
            response.setHeader("Access-Control-Allow-Origin", origin.get());
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
        }
        return allowed;
    }

    /** Whether a browser asks what it may send, before it sends it. */
    static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Tells it. */
    static void answerPreflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.setHeader("Access-Control-Max-Age", REMEMBERED_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
