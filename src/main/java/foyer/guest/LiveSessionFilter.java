package foyer.guest;

import foyer.edge.Refusal;
import foyer.rest.Refused;
import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Guards every resource for guests a second time: a valid token is not enough when its session was ended. It runs after the
 * container has checked the token and the role, and refuses those without a token itself where the container does not.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
public class LiveSessionFilter implements ContainerRequestFilter {

    private static final String GUEST = "guest";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    @Context
    private ResourceInfo resource;

    @Inject
    private CurrentGuest current;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isForGuests()) {
            return;
        }
        if (request.getSecurityContext().getUserPrincipal() == null) {
            throw new Refused(Refusal.TOKEN_MISSING);
        }
        if (!request.getSecurityContext().isUserInRole(GUEST)) {
            throw new Refused(Refusal.GUESTS_ONLY);
        }
        // WildFly grants a token a minute more than it says, whatever it is told.
        if (current.isTokenExpired()) {
            throw new Refused(Refusal.TOKEN_EXPIRED);
        }
        if (current.find().isEmpty()) {
            throw new Refused(Refusal.SESSION_NOT_FOUND, asksForThatSession(request) ? NOT_FOUND : UNAUTHORIZED);
        }
    }

    /** The session that is gone is the very resource: not found, rather than not allowed. */
    private boolean asksForThatSession(ContainerRequestContext request) {
        String asked = request.getUriInfo().getPathParameters().getFirst("sessionId");
        return asked != null && current.sessionId().filter(asked::equals).isPresent();
    }

    private boolean isForGuests() {
        return Stream.of(resource.getResourceMethod(), resource.getResourceClass())
                .map(element -> element.getAnnotation(RolesAllowed.class))
                .flatMap(roles -> Optional.ofNullable(roles).stream())
                .findFirst()
                .filter(roles -> Arrays.asList(roles.value()).contains(GUEST))
                .isPresent();
    }
}
