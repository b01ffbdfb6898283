package foyer.guest;

import foyer.rest.JsonBody;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/auth}: the names the older client knows the resources of {@link GuestResource} by. */
@Path("auth")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class OlderNamesResource {

    @Inject
    private GuestResource guest;

    /** See {@link GuestResource#begin}. */
    @POST
    @Path("guest")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(JsonBody body, @Context HttpServletRequest request) {
        return guest.begin(body, request);
    }

    /** See {@link GuestResource#username}. */
    @GET
    @Path("guest/username")
    @PermitAll
    public JsonObject username() {
        return guest.username();
    }

    /** See {@link GuestResource#me}. */
    @GET
    @Path("me")
    @RolesAllowed("guest")
    public JsonObject me() {
        return guest.me();
    }

    /** See {@link GuestResource#byId}. */
    @GET
    @Path("guest/{sessionId}")
    @RolesAllowed("guest")
    public JsonObject byId(@PathParam("sessionId") String sessionId) {
        return guest.byId(sessionId);
    }
}
