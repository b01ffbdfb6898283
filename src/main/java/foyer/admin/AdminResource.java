package foyer.admin;

import foyer.cluster.StoreUnavailableException;
import foyer.edge.Refusal;
import foyer.lifecycle.ConnectionServer;
import foyer.lifecycle.Control;
import foyer.rest.Envelope;
import foyer.rest.FieldError;
import foyer.rest.Forms;
import foyer.rest.Json;
import foyer.rest.JsonBody;
import foyer.rest.Refused;
import foyer.room.Room;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/admin}: what an administrator sees and does, for the role {@code foyer-admin}. */
@Path("admin")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(OperatorFilter.ROLE)
public class AdminResource {

    private static final int MOST_AT_ONCE = 200;

    @Inject
    private Administration administration;

    @Inject
    private ConnectionServer connections;

    @Inject
    private Forms forms;

    @Context
    private SecurityContext security;

    /** The figures of this node. */
    @GET
    public JsonObject figures() {
        return Envelope.of(AdminJson.of(
                administration.figures(),
                connections.measures(),
                administration.logLevel().name()));
    }

    /** Guests online, latest first; {@code search} is part of a name or an id. */
    @GET
    @Path("guests")
    public JsonObject guests(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int from = number("offset", offset, Administration.MOST_GUESTS);
        int most = number("limit", limit, MOST_AT_ONCE);
        return Envelope.of(AdminJson.of(ask(() -> administration.guests(search, from, most)), from, most));
    }

    /** One guest, with its sockets. */
    @GET
    @Path("guests/{userId}")
    public JsonObject guest(@PathParam("userId") String userId) {
        return ask(() -> administration.guest(userId))
                .map(guest -> Envelope.of(
                        Json.object().add("guest", AdminJson.of(guest)).build()))
                .orElseThrow(() -> new Refused(Refusal.GUEST_NOT_FOUND));
    }

    /** Sends a guest away, all its sockets. */
    @POST
    @Path("guests/{userId}/disconnect")
    public JsonObject disconnectGuest(@PathParam("userId") String userId) {
        if (!ask(() -> administration.disconnectGuest(actor(), userId))) {
            throw new Refused(Refusal.GUEST_NOT_FOUND);
        }
        return Envelope.of(
                "Guest disconnected", Json.object().add("userId", userId).build());
    }

    /** Sends one socket away; 202 when it is not on this node, and others have been asked. */
    @POST
    @Path("sockets/{socketId}/disconnect")
    public Response disconnectSocket(@PathParam("socketId") String socketId) {
        boolean here = ask(() -> administration.disconnectSocket(actor(), socketId)) == Control.Found.YES;
        if (!here && administration.isAlone()) {
            throw new Refused(Refusal.SOCKET_NOT_FOUND);
        }
        JsonObject data = Json.object().add("socketId", socketId).build();
        return here
                ? Response.ok(Envelope.of("Socket disconnected", data)).build()
                : Response.accepted(Envelope.of("Not on this node; the others were asked", data))
                        .build();
    }

    /** Ends a session, by its id or by that of its user, who is online. */
    @POST
    @Path("sessions/{id}/end")
    public JsonObject endSession(@PathParam("id") String id) {
        String userId = ask(() -> administration.endSession(actor(), id))
                .orElseThrow(() -> new Refused(Refusal.SESSION_NOT_FOUND, Response.Status.NOT_FOUND.getStatusCode()));
        return Envelope.of("Session ended", Json.object().add("userId", userId).build());
    }

    /** Closes a room, by its id or by that of a member. */
    @POST
    @Path("rooms/{id}/close")
    public JsonObject closeRoom(@PathParam("id") String id) {
        Room room =
                ask(() -> administration.closeRoom(actor(), id)).orElseThrow(() -> new Refused(Refusal.ROOM_NOT_FOUND));
        return Envelope.of("Room closed", Json.object().add("roomId", room.id()).build());
    }

    /** Tells all guests something. */
    @POST
    @Path("notice")
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject notice(JsonBody body) {
        NoticeForm form = forms.read(body, NoticeForm::from);
        int sockets = administration.notice(actor(), form.message().orElseThrow());
        return Envelope.of("Notice sent", Json.object().add("sockets", sockets).build());
    }

    /** Begins to drain this node. */
    @POST
    @Path("drain")
    public JsonObject drain() {
        return drained(administration.drain(actor()));
    }

    /** Lets guests in again. */
    @POST
    @Path("undrain")
    public JsonObject undrain() {
        return drained(administration.undrain(actor()));
    }

    private JsonObject drained(boolean changed) {
        return Envelope.of(Json.object()
                .add("draining", connections.drain().isUnderWay())
                .add("changed", changed)
                .build());
    }

    /** Changes how much is logged of connections, until the next deployment. */
    @POST
    @Path("log-level")
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject logLevel(JsonBody body) {
        LevelForm form = forms.read(body, LevelForm::from);
        ConnectionLog.LogLevel level =
                form.level().flatMap(ConnectionLog.LogLevel::named).orElseThrow();
        administration.setLogLevel(actor(), level);
        return Envelope.of(Json.object().add("logLevel", level.name()).build());
    }

    private Actor actor() {
        return new Actor(security.getUserPrincipal().getName(), "rest");
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreUnavailableException e) {
            throw new Refused(Refusal.UNAVAILABLE);
        }
    }

    private static int number(String field, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw Refused.invalid(List.of(new FieldError(field, "must be a whole number from 0 to " + most)));
    }
}
