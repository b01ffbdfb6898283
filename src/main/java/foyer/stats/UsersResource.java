package foyer.stats;

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

/** {@code /api/users}: who is here. */
@Path("users")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("guest")
public class UsersResource {

    @Inject
    private StatsStore store;

    @Inject
    private StatsSettings settings;

    @Inject
    private StatsResource stats;

    /** See {@link StatsResource#onlineUsers}. */
    @GET
    @Path("online")
    public JsonObject online() {
        return stats.onlineUsers();
    }

    /** The latest guests who search and are in no room; {@code count} counts those not listed too. */
    @GET
    @Path("available")
    public JsonObject available() {
        Listing available = store.available(settings.maxUsers());
        return Envelope.of(Json.object()
                .add("availableUsers", StatsJson.of(available.users()))
                .add("count", available.total())
                .add("truncated", available.truncated())
                .build());
    }

    /** The counts alone. */
    @GET
    @Path("stats")
    public JsonObject statistics() {
        return Envelope.of(
                Json.object().add("statistics", StatsJson.of(store.stats())).build());
    }
}
