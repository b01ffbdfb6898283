package foyer.guest;

import foyer.edge.Refusal;
import foyer.presence.Presence;
import foyer.presence.PresenceStore;
import foyer.rest.Callers;
import foyer.rest.Envelope;
import foyer.rest.Forms;
import foyer.rest.Json;
import foyer.rest.JsonBody;
import foyer.rest.Refused;
import foyer.token.IssuedToken;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** {@code /api/guest}: a guest's session from the first token to the end. */
@Path("guest")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class GuestResource {

    private static final Supplier<Refused> SESSION_GONE = () -> new Refused(Refusal.SESSION_NOT_FOUND);

    @Inject
    private Guests guests;

    @Inject
    private PresenceStore presences;

    @Inject
    private CurrentGuest current;

    @Inject
    private Forms forms;

    @Inject
    private Callers callers;

    @Inject
    private Event<SessionEnded> ended;

    /** Begins a session. */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(JsonBody body, @Context HttpServletRequest request) {
        guests.knock(callers.of(request).network()).map(Refused::until).ifPresent(refused -> {
            throw refused;
        });
        Admission admission = guests.admit(forms.read(body, NewGuest::from));
        JsonObject data = UserJson.token(admission.token())
                .add("user", UserJson.of(admission.session()))
                .build();
        return Response.status(Response.Status.CREATED)
                .entity(Envelope.of("Guest session created successfully", data))
                .build();
    }

    /** Proposes a name. */
    @GET
    @Path("username")
    @PermitAll
    public JsonObject username() {
        return Envelope.of(
                Json.object().add("username", guests.proposeUsername()).build());
    }

    /** The caller. */
    @GET
    @Path("me")
    @RolesAllowed("guest")
    public JsonObject me() {
        return envelope(UserJson.of(current.session()));
    }

    /** The caller with its presence; the session in the path must be its own. */
    @GET
    @Path("{sessionId}")
    @RolesAllowed("guest")
    public JsonObject byId(@PathParam("sessionId") String sessionId) {
        GuestSession session = current.session();
        if (!session.sessionId().equals(sessionId)) {
            throw new Refused(Refusal.FORBIDDEN);
        }
        Presence presence = presences
                .find(session.userId())
                .orElseGet(() -> Presence.offline(session.userId(), session.createdAt()));
        return envelope(UserJson.of(session, presence));
    }

    /** Changes the profile. */
    @POST
    @Path("location")
    @RolesAllowed("guest")
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject location(JsonBody body) {
        Profile changes = forms.read(body, ProfileForm::from).profile();
        GuestSession session =
                guests.updateProfile(current.session().sessionId(), changes).orElseThrow(SESSION_GONE);
        return Envelope.of(UserJson.of(session.profile()));
    }

    /** A fresh token for the same session. */
    @POST
    @Path("token")
    @RolesAllowed("guest")
    public JsonObject token() {
        IssuedToken token = guests.renewToken(current.session().sessionId()).orElseThrow(SESSION_GONE);
        return Envelope.of(UserJson.token(token).build());
    }

    /** Ends the session and closes its sockets. */
    @DELETE
    @Path("me")
    @RolesAllowed("guest")
    public Response end() {
        guests.end(current.session().sessionId())
                .ifPresent(session -> ended.fire(new SessionEnded(session.sessionId(), session.userId())));
        return Response.noContent().build();
    }

    private static JsonObject envelope(JsonObject user) {
        return Envelope.of(Json.object().add("user", user).build());
    }
}
