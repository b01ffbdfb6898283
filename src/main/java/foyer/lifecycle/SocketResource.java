package foyer.lifecycle;

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

/** {@code /api/socket}: the connections of this node. */
@Path("socket")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("guest")
public class SocketResource {

    @Inject
    private ConnectionServer connections;

    /** How many sockets and rooms there are. */
    @GET
    @Path("stats")
    public JsonObject stats() {
        return Envelope.of(Json.object()
                .add("connectedSockets", connections.sockets())
                .add("rooms", connections.rooms())
                .add("namespace", connections.namespaceName())
                .build());
    }
}
