package foyer.room;

import foyer.guest.CurrentGuest;
import foyer.rest.Envelope;
import foyer.rest.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** {@code /api/call}: what a browser needs for a call beside the partner's signals. */
@Path("call")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("guest")
public class CallResource {

    @Inject
    private CallSettings settings;

    @Inject
    private CurrentGuest current;

    @Inject
    private Clock clock;

    /** The STUN and TURN servers, with this guest's password for the latter. */
    @GET
    @Path("ice-servers")
    public JsonObject iceServers() {
        String userId = current.session().userId();
        return Envelope.of(Json.object()
                .add("iceServers", new IceServers(settings).of(userId, clock.instant()))
                .build());
    }
}
