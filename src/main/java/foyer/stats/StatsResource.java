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
import java.time.Clock;

/** {@code /api/stats}: the statistics of this moment. */
@Path("stats")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("guest")
public class StatsResource {

    @Inject
    private StatsStore store;

    @Inject
    private StatsSettings settings;

    @Inject
    private Clock clock;

    /** The counts and the latest guests online. */
    @GET
    public JsonObject all() {
        return Envelope.of(StatsJson.of(store.snapshot(settings.maxUsers()), clock.instant()));
    }

    /** The latest guests online; {@code count} counts those not listed too. */
    @GET
    @Path("online-users")
    public JsonObject onlineUsers() {
        Listing online = store.snapshot(settings.maxUsers()).online();
        return Envelope.of(Json.object()
                .add("onlineUsers", StatsJson.of(online.users()))
                .add("count", online.total())
                .add("timestamp", Json.time(clock.instant()))
                .add("truncated", online.truncated())
                .build());
    }
}
