package foyer.admin;

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
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Guards what is for administrators a second time, after the container, and says in the words of the envelope why somebody may not
 * pass.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
public class OperatorFilter implements ContainerRequestFilter {

    /** The role of administrators, in the claim {@code groups}. */
    public static final String ROLE = "foyer-admin";

    @Context
    private ResourceInfo resource;

    @Inject
    private JsonWebToken token;

    @Inject
    private Clock clock;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isForOperators()) {
            return;
        }
        SecurityContext security = request.getSecurityContext();
        if (security.getUserPrincipal() == null) {
            throw new Refused(Refusal.TOKEN_MISSING);
        }
        if (!security.isUserInRole(ROLE)) {
            throw new Refused(Refusal.FORBIDDEN);
        }
        // WildFly grants a token a minute more than it says.
        if (clock.instant().getEpochSecond() >= token.getExpirationTime()) {
            throw new Refused(Refusal.TOKEN_EXPIRED);
        }
    }

    private boolean isForOperators() {
        RolesAllowed roles = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        return roles != null && List.of(roles.value()).contains(ROLE);
    }
}
