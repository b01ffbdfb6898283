package foyer.guest;

import foyer.edge.Refusal;
import foyer.rest.Envelope;
import foyer.rest.Forms;
import foyer.rest.Json;
import foyer.rest.JsonBody;
import foyer.rest.Refused;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/users/device}: the device a guest uses. */
@Path("users/device")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("guest")
public class DeviceResource {

    @Inject
    private Guests guests;

    @Inject
    private CurrentGuest current;

    @Inject
    private Forms forms;

    /** Takes over the device. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonObject device(JsonBody body) {
        String deviceId = forms.read(body, DeviceForm::from).deviceId().orElseThrow();
        GuestSession session = guests.updateDevice(current.session().sessionId(), deviceId)
                .orElseThrow(() -> new Refused(Refusal.SESSION_NOT_FOUND));
        return Envelope.of(Json.object().add("user", UserJson.of(session)).build());
    }
}
